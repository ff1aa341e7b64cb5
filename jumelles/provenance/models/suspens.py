"""Un suspens : une ligne lue attend de savoir ce que ce nom désigne."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models.releve import Releve


class Suspens(models.Model):
    releve = models.ForeignKey(Releve, on_delete=models.CASCADE, related_name="suspens")
    # Le même que celui du jugement qui n'a pas conclu.
    gauche = models.CharField(_("ce qui est nommé"), max_length=300, db_index=True)

    class Meta:
        verbose_name = _("suspens")
        verbose_name_plural = _("suspens")
        constraints = [models.UniqueConstraint(name="un_suspens_par_nom_et_par_ligne", fields=["releve", "gauche"])]

    def __str__(self) -> str:
        return f"{self.releve_id} attend {self.gauche}"
