"""Une collectivité française, de tout niveau, vivante ou passée."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelles.provenance.models import Source
from jumelles.territoires.enums import CategorieCollectivite, OriginePoint

SANS_PERSONNALITE = (
    CategorieCollectivite.COMMUNE_DELEGUEE,
    CategorieCollectivite.COMMUNE_ASSOCIEE,
    CategorieCollectivite.ARRONDISSEMENT,
)


class CollectiviteQuerySet(models.QuerySet["Collectivite"]):
    def vivantes(self) -> "CollectiviteQuerySet":
        """Celles d'aujourd'hui, qui ont la personnalité juridique."""
        return self.filter(ancienne=False).exclude(categorie__in=SANS_PERSONNALITE)


class Collectivite(models.Model):
    # Adresse publique : INSEE (38185), SIREN (200040715), D38, R84 ; unique parmi tous les niveaux.
    code = models.CharField(_("code"), max_length=16, unique=True)
    code_insee = models.CharField(_("code INSEE"), max_length=5, blank=True, db_index=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, db_index=True)
    categorie = models.CharField(_("catégorie"), max_length=20, choices=CategorieCollectivite.choices)
    nom = models.CharField(_("nom"), max_length=200)
    # Article et charnière du COG (TNCC) : « de Lyon », « du Mans », « de l'Isère ».
    charniere = models.CharField(_("de …"), max_length=8, blank=True)
    departement = models.CharField(_("département"), max_length=3, blank=True, db_index=True)
    region = models.CharField(_("région"), max_length=3, blank=True, db_index=True)
    epci = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="membres")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parties")
    population = models.PositiveIntegerField(_("population municipale"), null=True)
    lat = models.FloatField(_("latitude"), null=True)
    lon = models.FloatField(_("longitude"), null=True)
    origine_point = models.CharField(_("origine du point"), max_length=20, choices=OriginePoint.choices)
    ancienne = models.BooleanField(_("n'existe plus"), default=False)
    debut = models.CharField(_("début"), max_length=10, blank=True)
    fin = models.CharField(_("fin"), max_length=10, blank=True)
    millesime = models.CharField(_("millésime"), max_length=10)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    objects = CollectiviteQuerySet.as_manager()

    class Meta:
        verbose_name = _("collectivité")
        verbose_name_plural = _("collectivités")
        # À qui l'on compare une collectivité, et qui est à côté : lus dans l'ordre, sans parcourir son niveau.
        indexes = [
            models.Index(fields=["categorie", "region", "population"], name="collectivite_par_region"),
            models.Index(fields=["categorie", "population"], name="collectivite_par_population"),
            models.Index(fields=["categorie", "lat", "lon"], name="collectivite_par_point"),
        ]
        constraints = [
            models.CheckConstraint(
                name="collectivite_point_sur_terre",
                condition=models.Q(lat__isnull=True) | models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
            )
        ]

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"
