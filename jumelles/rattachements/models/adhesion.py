"""Une adhésion : telle personne parle pour telle collectivité, ou tel réseau, depuis tel jour."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.models import Acteur
from jumelles.rattachements.enums import RoleAdhesion
from jumelles.territoires.models import Collectivite


class AdhesionQuerySet(models.QuerySet["Adhesion"]):
    def vivantes(self) -> "AdhesionQuerySet":
        """Celles que personne n'a closes, de personnes qui peuvent se connecter."""
        return self.filter(close_le__isnull=True, utilisateur__is_active=True)


class Adhesion(models.Model):
    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="adhesions")
    collectivite = models.ForeignKey(
        Collectivite, on_delete=models.PROTECT, null=True, blank=True, related_name="adhesions"
    )
    reseau = models.ForeignKey(Acteur, on_delete=models.PROTECT, null=True, blank=True, related_name="adhesions")
    role = models.CharField(_("à quel titre"), max_length=8, choices=RoleAdhesion.choices)
    par = models.CharField(_("rattachée par"), max_length=120)
    depuis = models.DateTimeField(_("depuis"), auto_now_add=True)
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)
    close_par = models.CharField(_("close par"), max_length=120, blank=True)

    objects = AdhesionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adhésion")
        verbose_name_plural = _("adhésions")
        constraints = [
            models.CheckConstraint(name="adhesion_signee", condition=~models.Q(par="")),
            models.CheckConstraint(
                name="adhesion_a_un_seul_objet",
                condition=models.Q(collectivite__isnull=False, reseau__isnull=True, role__in=["agent", "elu"])
                | models.Q(collectivite__isnull=True, reseau__isnull=False, role="reseau"),
            ),
            models.UniqueConstraint(
                name="une_adhesion_vivante_par_collectivite",
                fields=["utilisateur", "collectivite"],
                condition=models.Q(close_le__isnull=True, collectivite__isnull=False),
            ),
            models.UniqueConstraint(
                name="une_adhesion_vivante_par_reseau",
                fields=["utilisateur", "reseau"],
                condition=models.Q(close_le__isnull=True, reseau__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.utilisateur} · {self.collectivite or self.reseau}"
