"""Les collectivités qui ont un lien international ou un projet connu : celles d'un périmètre, celles d'alentour."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, Q

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.models.acteur import ActeurQuerySet
from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation
from jumelles.territoires.models import Collectivite
from jumelles.territoires.regles import nom_affiche, slug

PAQUET = 900
RAYON_KM = 6371.0
_COLONNES = (
    "pk", "collectivite__code", "collectivite__categorie", "collectivite__nom", "collectivite__charniere",
    "collectivite__population", "collectivite__departement", "collectivite__lat", "collectivite__lon",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Perimetre:
    """Un groupe de collectivités d'aujourd'hui. population : de, compris, à, exclu ; None : sans borne.

    region : code INSEE, vide pour toute la France.
    """

    categories: tuple[str, ...]
    population: tuple[int | None, int | None] = (None, None)
    region: str = ""

    def conditions(self, de: str = "") -> Q:
        """Ses conditions, vues d'une table qui mène à la collectivité par « de »."""
        bas, haut = self.population
        q = Q(**{f"{de}categorie__in": self.categories, f"{de}ancienne": False})
        q &= Q(**{f"{de}region": self.region}) if self.region else Q()
        q &= Q(**{f"{de}population__gte": bas}) if bas is not None else Q()
        return q & (Q(**{f"{de}population__lt": haut}) if haut is not None else Q())


@dataclass(frozen=True, slots=True)
class Engage:
    """Une collectivité engagée ; distance_km : à vol d'oiseau, si on l'a demandée. population None : inconnue."""

    acteur_id: int
    code: str
    slug: str
    nom: str
    population: int | None
    departement: str
    lat: float | None
    lon: float | None
    distance_km: float | None = None


def compter_collectivites(perimetre: Perimetre) -> int:
    """Combien de collectivités, engagées ou non ; une requête."""
    return Collectivite.objects.vivantes().filter(perimetre.conditions()).count()


def engages(perimetre: Perimetre, *, sauf: str, pres_de: int | None, nombre: int) -> tuple[Engage, ...]:
    """Les collectivités engagées du périmètre, celle-là exceptée : les plus proches par la population d'abord.

    pres_de : la population dont on s'approche ; None : les plus peuplées. À égalité, par code. Une requête.
    """
    trouves = _engagees().filter(perimetre.conditions("collectivite__")).exclude(collectivite__code=sauf)
    if pres_de is None:
        ordre = F("collectivite__population").desc(nulls_last=True)
    else:
        ordre = Func(F("collectivite__population") - pres_de, function="ABS").asc(nulls_last=True)
    return tuple(
        _engage(ligne) for ligne in trouves.order_by(ordre, "collectivite__code").values_list(*_COLONNES)[:nombre]
    )


def engages_autour(
    categories: tuple[str, ...], point: tuple[float, float], *, rayon_km: float, sauf: str, nombre: int
) -> tuple[Engage, ...]:
    """Les collectivités engagées à moins de rayon_km d'un point (latitude, longitude), la plus proche d'abord.

    Une requête, sur le carré qui contient le cercle.
    """
    lat, lon = point
    haut = rayon_km / 111.2
    large = haut / max(0.1, cos(radians(lat)))
    dedans = _engagees().filter(
        collectivite__categorie__in=categories, collectivite__ancienne=False,
        collectivite__lat__range=(lat - haut, lat + haut), collectivite__lon__range=(lon - large, lon + large),
    ).exclude(collectivite__code=sauf)  # fmt: skip
    lus = [_engage(ligne, point) for ligne in dedans.values_list(*_COLONNES)]
    proches = [e for e in lus if e.distance_km is not None and e.distance_km <= rayon_km]
    return tuple(sorted(proches, key=lambda e: (e.distance_km or 0.0, e.code))[:nombre])


def engages_de_codes(codes: Iterable[str]) -> dict[str, int]:
    """Code → acteur, pour celles de ces collectivités qui sont engagées ; une requête."""
    return dict(_engagees().filter(collectivite__code__in=list(codes)).values_list("collectivite__code", "pk"))


def natures_par_acteur(ids: Iterable[int]) -> Mapping[int, Mapping[str, int]]:
    """Acteur → nature → combien de liens internationaux ; une requête par paquet de PAQUET acteurs."""
    tous = sorted(set(ids))
    rangees: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for debut in range(0, len(tous), PAQUET):
        liens = ParticipationRelation.objects.comptees().filter(acteur_id__in=tous[debut : debut + PAQUET])
        comptes = liens.order_by().values_list("acteur_id", "relation__nature").annotate(n=Count("pk"))
        for acteur_id, nature, n in comptes:
            rangees[acteur_id][nature] = n
    return rangees


def a_vol_d_oiseau(a: tuple[float, float], b: tuple[float, float]) -> float:
    """La distance entre deux points (latitude, longitude, en degrés), en kilomètres, sur une sphère."""
    (la, oa), (lb, ob) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin((ob - oa) / 2) ** 2
    return 2 * RAYON_KM * asin(sqrt(h))


def _engagees() -> ActeurQuerySet:
    liens = ParticipationRelation.objects.comptees().filter(acteur=OuterRef("pk"))
    projets = ParticipationProjet.objects.filter(
        acteur=OuterRef("pk"), projet__demonstration=False, projet__supprime_le__isnull=True,
        projet__fondu_dans__isnull=True,
    )  # fmt: skip
    return Acteur.objects.reels().filter(Exists(liens) | Exists(projets))


def _engage(ligne: tuple[Any, ...], vu_de: tuple[float, float] | None = None) -> Engage:
    pk, code, categorie, officiel, charniere, population, departement, lat, lon = ligne
    nom = nom_affiche(categorie, officiel, charniere)
    loin = a_vol_d_oiseau(vu_de, (lat, lon)) if vu_de and lat is not None and lon is not None else None
    return Engage(pk, code, slug(nom), nom, population, departement, lat, lon, loin)
