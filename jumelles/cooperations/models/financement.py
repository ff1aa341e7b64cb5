"""Un financement : telle année, tel payeur, telle étape ; seuls les montants s'additionnent, à étape égale."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.enums import EtapeFinancement, NatureFinancement
from jumelles.cooperations.models.projet import Projet
from jumelles.provenance.models import Source


class Financement(models.Model):
    projet = models.ForeignKey(Projet, on_delete=models.CASCADE, related_name="financements")
    payeur = models.ForeignKey(Acteur, on_delete=models.PROTECT, related_name="financements", null=True, blank=True)
    annee = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    nature = models.CharField(_("nature"), max_length=10, choices=NatureFinancement.choices)
    etape = models.CharField(_("étape"), max_length=10, choices=EtapeFinancement.choices)
    montant = models.DecimalField(_("montant"), max_digits=16, decimal_places=2)
    devise = models.CharField(_("devise"), max_length=3, default="EUR")
    dispositif = models.CharField(_("dispositif"), max_length=80, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("financement")
        verbose_name_plural = _("financements")
        constraints = [
            models.CheckConstraint(name="financement_montant_positif", condition=Q(montant__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.montant} {self.devise} {self.etape}"
