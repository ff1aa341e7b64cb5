"""Une invitation à parler pour une collectivité : la personne l'accepte par le lien que son courriel seul a reçu."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.rattachements.enums import RoleAdhesion
from jumelles.territoires.models import Collectivite


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def en_attente(self) -> "InvitationQuerySet":
        """Celles que personne n'a acceptées ni retirées ; trop vieilles, elles ne s'acceptent plus."""
        return self.filter(acceptee_le__isnull=True, retiree_le__isnull=True)


class Invitation(models.Model):
    collectivite = models.ForeignKey(Collectivite, on_delete=models.PROTECT, related_name="invitations")
    courriel = models.EmailField(_("courriel"))
    role = models.CharField(_("à quel titre"), max_length=8, choices=RoleAdhesion.choices)
    empreinte_jeton = models.CharField(_("empreinte du jeton"), max_length=64, unique=True)
    par = models.CharField(_("invitée par"), max_length=120)
    cree_le = models.DateTimeField(_("invitée le"), auto_now_add=True)
    acceptee_le = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    retiree_le = models.DateTimeField(_("retirée le"), null=True, blank=True)
    retiree_par = models.CharField(_("retirée par"), max_length=120, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="invitation_signee", condition=~Q(par="")),
            models.UniqueConstraint(
                name="une_invitation_en_attente", fields=["collectivite", "courriel"],
                condition=Q(acceptee_le__isnull=True, retiree_le__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"invitation {self.pk}"
