"""Un instrument attaché à une relation : visite de sites, agence, bureau de représentation, plate-forme."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.enums import Precision
from jumelles.cooperations.enums import TypeInstrument
from jumelles.cooperations.models.relation import Relation
from jumelles.territoires.models import Lieu, Pays


class Instrument(models.Model):
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="instruments")
    type = models.CharField(_("type"), max_length=24, choices=TypeInstrument.choices)
    intitule = models.CharField(_("intitulé"), max_length=250, blank=True)
    pays = models.ForeignKey(Pays, on_delete=models.PROTECT, related_name="+")
    lieu = models.ForeignKey(Lieu, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(_("précision"), max_length=10, choices=Precision.choices, default=Precision.PAYS)
    debut = models.CharField(_("début"), max_length=10, blank=True)
    fin = models.CharField(_("fin"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = [
            models.CheckConstraint(
                name="instrument_finit_apres_son_debut",
                condition=Q(fin="") | Q(debut="") | Q(fin__gte=Left("debut", 4)),
            ),
            models.CheckConstraint(
                name="instrument_point_sur_terre",
                condition=Q(lat__isnull=True) | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
            ),
        ]

    def __str__(self) -> str:
        return self.intitule or str(self.get_type_display())
