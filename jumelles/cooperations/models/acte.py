"""Un acte : convention, charte, délibération… qui porte ou fonde une relation."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from jumelles.cooperations.enums import TypeActe
from jumelles.cooperations.models.relation import Relation


class Acte(models.Model):
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="actes")
    type = models.CharField(_("type"), max_length=14, choices=TypeActe.choices)
    intitule = models.CharField(_("intitulé"), max_length=300, blank=True)
    objet = models.TextField(_("objet"), blank=True)
    delibere_le = models.CharField(_("délibéré le"), max_length=10, blank=True)
    transmis_le = models.CharField(_("transmis au préfet le"), max_length=10, blank=True)
    signe_le = models.CharField(_("signé le"), max_length=10, blank=True)
    debut = models.CharField(_("début"), max_length=10, blank=True)
    fin = models.CharField(_("fin"), max_length=10, blank=True)
    resilie_le = models.CharField(_("résilié le"), max_length=10, blank=True)
    reconduction = models.CharField(_("reconduction"), max_length=120, blank=True)
    montant_previsionnel = models.DecimalField(
        _("montant prévisionnel (euros)"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("acte")
        verbose_name_plural = _("actes")
        constraints = [
            models.CheckConstraint(
                name="acte_finit_apres_son_debut", condition=Q(fin="") | Q(debut="") | Q(fin__gte=Left("debut", 4))
            ),
            models.CheckConstraint(
                name="acte_montant_positif",
                condition=Q(montant_previsionnel__isnull=True) | Q(montant_previsionnel__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.intitule or str(self.get_type_display())
