"""La fiche d'une année telle que la collectivité l'a publiée : les versions exactes qu'elle a choisi de montrer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.territoires.models import Collectivite


class FicheCouts(models.Model):
    collectivite = models.ForeignKey(Collectivite, on_delete=models.PROTECT, related_name="fiches_couts")
    annee = models.PositiveSmallIntegerField(_("année"))
    # Les numéros des versions publiées : une correction d'après n'est publique que si l'on publie de nouveau.
    lignes = models.JSONField(_("versions publiées"), default=list)
    par = models.CharField(_("publiée par"), max_length=120)
    publiee_le = models.DateTimeField(_("publiée le"), auto_now_add=True)
    retiree_le = models.DateTimeField(_("retirée le"), null=True, blank=True)
    retiree_par = models.CharField(_("retirée par"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("fiche de coûts publiée")
        verbose_name_plural = _("fiches de coûts publiées")
        ordering = ["-annee", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="fiche_couts_une_publique_par_annee", fields=["collectivite", "annee"],
                condition=Q(retiree_le__isnull=True),
            ),
            models.CheckConstraint(name="fiche_couts_signee", condition=~Q(par="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.collectivite_id} {self.annee}"
