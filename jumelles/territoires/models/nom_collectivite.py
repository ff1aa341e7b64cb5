"""Un nom porté par une collectivité, et quand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models import Source
from jumelles.territoires.enums import NatureNom
from jumelles.territoires.models.collectivite import Collectivite


class NomCollectivite(models.Model):
    collectivite = models.ForeignKey(Collectivite, on_delete=models.CASCADE, related_name="noms")
    texte = models.CharField(_("nom"), max_length=250)
    # Nom normalisé par rapprochement.normaliser.cle : c'est lui qu'on compare.
    cle = models.CharField(_("nom normalisé"), max_length=250, db_index=True)
    nature = models.CharField(_("nature"), max_length=12, choices=NatureNom.choices)
    debut = models.CharField(_("début"), max_length=10, blank=True)
    fin = models.CharField(_("fin"), max_length=10, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("nom de collectivité")
        verbose_name_plural = _("noms de collectivités")

    def __str__(self) -> str:
        return self.texte
