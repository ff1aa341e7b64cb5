"""Un lot : un fichier lu, préparé à part, puis basculé d'un coup ou abandonné ; basculé, on peut encore l'annuler."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.enums import EtatLigne, EtatLot
from jumelles.provenance.models.source import Source


class Lot(models.Model):
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="lots")
    fichier = models.CharField(_("fichier"), max_length=250)
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    etat = models.CharField(_("état"), max_length=12, choices=EtatLot.choices, default=EtatLot.PREPARE)
    par = models.CharField(_("par"), max_length=120)
    prepare_le = models.DateTimeField(_("préparé le"), auto_now_add=True)
    bascule_le = models.DateTimeField(_("basculé le"), null=True, blank=True)
    annule_le = models.DateTimeField(_("annulé le"), null=True, blank=True)
    annule_par = models.CharField(_("annulé par"), max_length=120, blank=True)
    rapport = models.JSONField(_("rapport"), default=dict)

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="lot_bascule_est_date",
                condition=models.Q(etat__in=("bascule", "annule"), bascule_le__isnull=False)
                | (~models.Q(etat__in=("bascule", "annule")) & models.Q(bascule_le__isnull=True)),
            ),
            models.CheckConstraint(
                name="lot_annule_est_signe",
                condition=(models.Q(etat="annule", annule_le__isnull=False) & ~models.Q(annule_par=""))
                | (~models.Q(etat="annule") & models.Q(annule_le__isnull=True, annule_par="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.fichier} ({self.etat})"


class LigneLot(models.Model):
    """Une ligne préparée : le brut lu, ce qu'on en fera, et pourquoi sinon."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="lignes")
    numero = models.PositiveIntegerField(_("ligne du fichier"))
    cle = models.CharField(_("clé dans la source"), max_length=250)
    etat = models.CharField(_("état"), max_length=12, choices=EtatLigne.choices)
    brut = models.JSONField(_("brut"))
    plan = models.JSONField(_("ce qui sera écrit"), default=dict)
    messages = models.JSONField(_("messages"), default=list)

    class Meta:
        verbose_name = _("ligne de lot")
        verbose_name_plural = _("lignes de lot")
        constraints = [models.UniqueConstraint(name="ligne_unique_dans_son_lot", fields=["lot", "numero"])]

    def __str__(self) -> str:
        return f"{self.lot_id}:{self.numero}"
