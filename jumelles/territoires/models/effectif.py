"""Combien de collectivités d'une catégorie, à telle date, selon qui : le dénominateur des taux."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models import Source


class Effectif(models.Model):
    categorie = models.CharField(_("catégorie"), max_length=40)
    libelle = models.CharField(_("libellé"), max_length=250)
    millesime = models.CharField(_("millésime"), max_length=10)
    nombre = models.PositiveIntegerField(_("nombre"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("effectif")
        verbose_name_plural = _("effectifs")
        constraints = [
            models.UniqueConstraint(name="un_effectif_par_source", fields=["categorie", "millesime", "source"])
        ]

    def __str__(self) -> str:
        return f"{self.categorie} {self.millesime} : {self.nombre}"
