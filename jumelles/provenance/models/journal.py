"""Le journal : chaque écriture, qui, quand, avant, après ; c'est aussi la boîte d'envoi de l'index."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models.lot import Lot


class Journal(models.Model):
    quand = models.DateTimeField(_("quand"), auto_now_add=True)
    par = models.CharField(_("par"), max_length=120)
    verbe = models.CharField(_("verbe"), max_length=60)
    objet_type = models.CharField(_("type d'objet"), max_length=20)
    objet_id = models.BigIntegerField(_("objet"))
    avant = models.JSONField(_("avant"), null=True)
    apres = models.JSONField(_("après"), null=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="ecritures", null=True)

    class Meta:
        verbose_name = _("écriture du journal")
        verbose_name_plural = _("journal")
        ordering = ["id"]
        indexes = [models.Index(fields=["objet_type", "objet_id"], name="journal_par_objet")]
        constraints = [models.CheckConstraint(name="ecriture_signee", condition=~models.Q(par=""))]

    def __str__(self) -> str:
        return f"{self.verbe} {self.objet_type}:{self.objet_id} par {self.par}"
