"""Un relevé : l'enregistrement tel que la source l'a donné, daté, jamais retouché."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models.lot import Lot
from jumelles.provenance.models.source import Source


class Releve(models.Model):
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="releves")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="releves", null=True)
    cle = models.CharField(_("clé dans la source"), max_length=250)
    numero = models.PositiveIntegerField(_("ligne du fichier"), default=0)
    brut = models.JSONField(_("brut"))
    etat = models.CharField(_("état"), max_length=12)
    messages = models.JSONField(_("messages"), default=list)
    courant = models.BooleanField(_("dernière version lue"), default=True)
    releve_le = models.DateField(_("relevé le"))

    class Meta:
        verbose_name = _("relevé")
        verbose_name_plural = _("relevés")
        indexes = [
            models.Index(fields=["source", "etat"], name="releve_par_etat"),
            models.Index(fields=["source", "cle"], name="releve_par_cle"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="une_seule_version_courante", fields=["source", "cle"], condition=models.Q(courant=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.cle}"
