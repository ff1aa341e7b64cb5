"""Un pays ou territoire, sous son nom officiel français."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models import Source


class Pays(models.Model):
    iso2 = models.CharField(_("code ISO à deux lettres"), max_length=2, primary_key=True)
    iso3 = models.CharField(_("code ISO à trois lettres"), max_length=3, unique=True)
    m49 = models.CharField(_("code M49"), max_length=3, blank=True)
    nom = models.CharField(_("nom"), max_length=80, unique=True)
    # « à Madagascar », « au Bénin », « en Allemagne » : la page parle français.
    locatif = models.CharField(_("nom avec préposition"), max_length=100)
    nom_long = models.CharField(_("nom long"), max_length=120, blank=True)
    nom_onu = models.CharField(_("nom français de l'ONU"), max_length=120, blank=True)
    nom_anglais = models.CharField(_("nom anglais"), max_length=120)
    autres_noms = models.JSONField(_("autres noms"), default=list)
    continent = models.CharField(_("région du monde"), max_length=40)
    sous_region = models.CharField(_("sous-région du monde"), max_length=60, blank=True)
    pma = models.BooleanField(_("pays moins avancé"), null=True)
    est_etat = models.BooleanField(_("État"), default=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    lat = models.FloatField(_("latitude"), null=True)
    lon = models.FloatField(_("longitude"), null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pays ou territoire")
        verbose_name_plural = _("pays et territoires")
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom
