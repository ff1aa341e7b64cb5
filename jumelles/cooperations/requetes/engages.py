"""Les collectivités qui ont un lien international ou un projet connu : celles d'un périmètre, celles d'alentour."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.models.acteur import ActeurQuerySet
from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation
from jumelles.referentiel.sphere import carre, distance_km
from jumelles.territoires.models import Collectivite
from jumelles.territoires.regles import nom_affiche, slug

PAQUET = 900
# Où tout le monde agit, quatre fois ce que l'on cherche suffit d'ordinaire ; sinon, le paquet suivant.
LARGESSE = 4
_COLONNES = (
    "pk", "collectivite__code", "collectivite__categorie", "collectivite__nom", "collectivite__charniere",
    "collectivite__population", "collectivite__departement", "collectivite__lat", "collectivite__lon",
)  # fmt: skip
_CODE = "collectivite__code"


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


class EngageLu(NamedTuple):
    """La même, telle que la base la donne : on en lit des centaines, on n'en nomme que quelques-unes."""

    acteur_id: int
    code: str
    categorie: str
    officiel: str
    charniere: str
    population: int | None
    departement: str
    lat: float | None
    lon: float | None

    def engage(self, distance_km: float | None = None) -> Engage:
        """Nommée, et à quelle distance si on l'a demandée."""
        nom = nom_affiche(self.categorie, self.officiel, self.charniere)
        return Engage(self.acteur_id, self.code, slug(nom), nom, self.population, self.departement, self.lat, self.lon,
                      distance_km)  # fmt: skip


def compter_collectivites(perimetre: Perimetre) -> int:
    """Combien de collectivités, engagées ou non ; une requête."""
    return Collectivite.objects.vivantes().filter(perimetre.conditions()).count()


def engages(perimetre: Perimetre, *, sauf: str, pres_de: int | None, nombre: int) -> tuple[EngageLu, ...]:
    """Les collectivités engagées du périmètre, celle-là exceptée : les plus proches par la population d'abord.

    pres_de : la population dont on s'approche ; None : les plus peuplées. À égalité, par code ; population inconnue, en
    dernier. Deux requêtes, ou trois : de part et d'autre, chacune dans l'ordre de l'index, et l'on s'arrête à temps.
    """
    trouves = _engagees().filter(perimetre.conditions("collectivite__")).exclude(collectivite__code=sauf)
    if pres_de is None:
        return _lire(trouves.order_by(F("collectivite__population").desc(nulls_last=True), _CODE)[:nombre])
    plus = trouves.filter(collectivite__population__gte=pres_de).order_by("collectivite__population", _CODE)
    moins = trouves.filter(collectivite__population__lt=pres_de).order_by("-collectivite__population", _CODE)
    lues = sorted((*_lire(plus[:nombre]), *_lire(moins[:nombre])), key=lambda e: (_ecart(e, pres_de), e.code))
    if len(lues) < nombre and perimetre.population == (None, None):
        lues += _lire(trouves.filter(collectivite__population__isnull=True).order_by(_CODE)[: nombre - len(lues)])
    return tuple(lues[:nombre])


def engages_autour(
    categories: tuple[str, ...], point: tuple[float, float], *, rayon_km: float, sauf: str, nombre: int
) -> tuple[Engage, ...]:
    """Les collectivités engagées à moins de rayon_km d'un point (latitude, longitude), la plus proche d'abord.

    Une requête sur le carré qui contient le cercle, puis, de la plus proche à la plus lointaine et par paquets, le
    temps de trouver, lesquelles sont engagées : une d'ordinaire, trois au plus.
    """
    sud, nord, ouest, est = carre(*point, rayon_km)
    dedans = Acteur.objects.reels().filter(
        collectivite__categorie__in=categories, collectivite__ancienne=False,
        collectivite__lat__range=(sud, nord), collectivite__lon__range=(ouest, est),
    ).exclude(collectivite__code=sauf)  # fmt: skip
    situes = ((distance_km(*point, lu.lat or 0.0, lu.lon or 0.0), lu) for lu in _lire(dedans))
    rangees = sorted((km, lu.code, lu) for km, lu in situes if km <= rayon_km)
    return tuple(_premieres(rangees, nombre))


def _premieres(rangees: Sequence[tuple[float, str, EngageLu]], nombre: int) -> Iterator[Engage]:
    restent, debut, taille = nombre, 0, LARGESSE * nombre
    while restent and debut < len(rangees):
        paquet = rangees[debut : debut + taille]
        siennes = _engagees().filter(pk__in=[lu.acteur_id for _km, _code, lu in paquet])
        engagees = set(siennes.values_list("pk", flat=True))
        retenues = [lu.engage(km) for km, _code, lu in paquet if lu.acteur_id in engagees][:restent]
        yield from retenues
        restent, debut, taille = restent - len(retenues), debut + taille, PAQUET


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


@cache
def _engagees() -> ActeurQuerySet:
    """Bâtie une fois : chaque portrait la resserre trois fois, et deux « existe » coûtent plus à écrire qu'à lire."""
    liens = ParticipationRelation.objects.comptees().filter(acteur=OuterRef("pk"))
    projets = ParticipationProjet.objects.filter(
        acteur=OuterRef("pk"), projet__demonstration=False, projet__supprime_le__isnull=True,
        projet__fondu_dans__isnull=True,
    )  # fmt: skip
    return Acteur.objects.reels().filter(Exists(liens) | Exists(projets))


def _lire(acteurs: ActeurQuerySet) -> tuple[EngageLu, ...]:
    return tuple(EngageLu(*ligne) for ligne in acteurs.values_list(*_COLONNES))


def _ecart(lu: EngageLu, population: int) -> int:
    return abs((lu.population or 0) - population)
