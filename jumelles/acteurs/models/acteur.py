"""Un acteur : toute structure qui agit, en France ou à l'étranger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.enums import NatureActeur, NiveauAutorite, Precision
from jumelles.territoires.models import Collectivite, Lieu, Pays


class ActeurQuerySet(models.QuerySet["Acteur"]):
    def publies(self) -> "ActeurQuerySet":
        """Ni supprimés, ni fondus dans un autre, ni connus par des relations masquées seulement."""
        return self.filter(supprime_le__isnull=True, fondu_dans__isnull=True, sensible=False)

    def reels(self) -> "ActeurQuerySet":
        """Hors démonstration : ceux que l'on compte."""
        return self.publies().filter(demonstration=False)


class Acteur(models.Model):
    nature = models.CharField(_("nature"), max_length=24, choices=NatureActeur.choices)
    nom = models.CharField(_("nom"), max_length=250)
    cle = models.CharField(_("nom normalisé"), max_length=250, db_index=True)
    sigle = models.CharField(_("sigle"), max_length=40, blank=True)
    pays = models.ForeignKey(Pays, on_delete=models.PROTECT, related_name="acteurs")
    collectivite = models.OneToOneField(
        Collectivite, on_delete=models.PROTECT, null=True, blank=True, related_name="acteur"
    )
    lieu = models.ForeignKey(Lieu, on_delete=models.PROTECT, null=True, blank=True, related_name="acteurs")
    niveau = models.CharField(
        _("niveau"), max_length=16, choices=NiveauAutorite.choices, default=NiveauAutorite.NON_RENSEIGNE
    )
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, db_index=True)
    rna = models.CharField(_("RNA"), max_length=10, blank=True, db_index=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(
        _("précision du lieu"), max_length=10, choices=Precision.choices, default=Precision.INCONNUE
    )
    description = models.TextField(_("description"), blank=True)
    sensible = models.BooleanField(_("sensible"), default=False)
    demonstration = models.BooleanField(_("démonstration"), default=False)
    fondu_dans = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supprime_le = models.DateTimeField(_("supprimé le"), null=True, blank=True)
    supprime_par = models.CharField(_("supprimé par"), max_length=120, blank=True)
    cree_le = models.DateTimeField(_("créé le"), auto_now_add=True)
    modifie_le = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = ActeurQuerySet.as_manager()

    class Meta:
        verbose_name = _("acteur")
        verbose_name_plural = _("acteurs")
        indexes = [models.Index(fields=["pays", "nature"], name="acteur_par_pays")]
        constraints = [
            models.CheckConstraint(
                name="acteur_point_sur_terre",
                condition=models.Q(lat__isnull=True) | models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
            ),
            models.CheckConstraint(
                name="acteur_collectivite_dit_laquelle",
                condition=models.Q(collectivite__isnull=True) | models.Q(nature="collectivite"),
            ),
        ]

    def __str__(self) -> str:
        return self.nom
