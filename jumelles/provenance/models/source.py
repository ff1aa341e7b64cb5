"""Qui dit : un jeu de données, une page ou une personne, avec son éditeur, sa licence et son millésime."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.enums import NatureSource


class Source(models.Model):
    code = models.SlugField(_("code"), max_length=80, unique=True)
    nom = models.CharField(_("nom"), max_length=250)
    editeur = models.CharField(_("éditeur"), max_length=250)
    licence = models.CharField(_("licence"), max_length=120)
    adresse = models.URLField(_("adresse"), max_length=500, blank=True)
    millesime = models.CharField(_("millésime"), max_length=40, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=NatureSource.choices)
    date_information = models.CharField(_("date de l'information"), max_length=10, blank=True)
    releve_le = models.DateField(_("relevé le"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    limites = models.TextField(_("limites"), blank=True)
    demonstration = models.BooleanField(_("démonstration"), default=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["nom"]
        constraints = [
            models.CheckConstraint(
                name="source_dit_editeur_et_licence", condition=~models.Q(editeur="") & ~models.Q(licence="")
            )
        ]

    def __str__(self) -> str:
        return self.nom
