"""Qui a succédé à qui : un ancien code ou nom mène à la collectivité d'aujourd'hui."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models import Source
from jumelles.territoires.enums import NatureFiliation
from jumelles.territoires.models.collectivite import Collectivite


class Filiation(models.Model):
    ancienne = models.ForeignKey(Collectivite, on_delete=models.CASCADE, related_name="successions")
    nouvelle = models.ForeignKey(Collectivite, on_delete=models.CASCADE, related_name="predecessions")
    nature = models.CharField(_("nature"), max_length=20, choices=NatureFiliation.choices)
    # Vide : date inconnue, et on le dit.
    date = models.CharField(_("date"), max_length=10, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("filiation")
        verbose_name_plural = _("filiations")
        constraints = [
            models.UniqueConstraint(name="filiation_dite_une_fois", fields=["ancienne", "nouvelle", "nature"]),
            models.CheckConstraint(name="filiation_entre_deux", condition=~models.Q(ancienne=models.F("nouvelle"))),
        ]

    def __str__(self) -> str:
        return f"{self.ancienne_id} → {self.nouvelle_id}"
