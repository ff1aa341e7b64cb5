"""Un lieu du monde (ville, localité), et les noms qu'on lui donne."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models import Source
from jumelles.territoires.models.pays import Pays


class Lieu(models.Model):
    geonameid = models.PositiveIntegerField(_("identifiant GeoNames"), unique=True)
    nom = models.CharField(_("nom"), max_length=200)
    pays = models.ForeignKey(Pays, on_delete=models.PROTECT, related_name="lieux")
    division = models.CharField(_("première division administrative"), max_length=20, blank=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    population = models.PositiveIntegerField(_("population"), null=True)
    autres_noms = models.TextField(_("autres noms, un par ligne"), blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")

    def __str__(self) -> str:
        return f"{self.nom} ({self.pays_id})"


class NomLieu(models.Model):
    """Un nom normalisé qui mène à un lieu ; plusieurs lieux peuvent le porter."""

    lieu = models.ForeignKey(Lieu, on_delete=models.CASCADE, related_name="cles", db_index=False)
    pays = models.CharField(_("pays"), max_length=2)
    cle = models.CharField(_("nom normalisé"), max_length=200)
    principal = models.BooleanField(_("nom principal"), default=False)

    class Meta:
        verbose_name = _("nom de lieu")
        verbose_name_plural = _("noms de lieux")
        indexes = [models.Index(fields=["cle", "pays"], name="nom_lieu_par_cle")]

    def __str__(self) -> str:
        return self.cle
