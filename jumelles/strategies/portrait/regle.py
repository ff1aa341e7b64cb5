"""À qui l'on compare une collectivité : la règle, en table, la même pour toutes (décision 0014).

Une collectivité est comparable si elle est engagée (un lien international ou un projet connu ici) et du même périmètre.
On prend le premier périmètre qui en compte cinq au moins, du plus proche au plus large :

| pas | niveau | population | territoire |
|---|---|---|---|
| 1 | le même | même strate | la région |
| 2 | le même | même strate | la France |
| 3 | le même | strates voisines | la France |
| 4 | le même | toutes | la France |

S'ils sont plus de cent, on garde les cent dont la population est la plus proche. Parmi eux, si cinq au moins partagent
un de nos thèmes, on ne garde que ceux-là. Moins de cinq : pas de comparaison. Les strates des communes sont celles de
la dotation globale de fonctionnement ; les autres sont fixées ici.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.cooperations.requetes.engages import Perimetre
from jumelles.referentiel.nombres import milliers
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.requetes import EPCI

MINIMUM = 5
MAXIMUM = 100
STRATES_COMMUNES = (
    0, 500, 1_000, 2_000, 3_500, 5_000, 7_500, 10_000, 15_000, 20_000, 35_000, 50_000, 75_000, 100_000, 200_000,
)  # fmt: skip
_COMMUNES = (Categorie.COMMUNE.value,)
_GROUPEMENTS = tuple(str(c) for c in EPCI)
_DEPARTEMENTS = (Categorie.DEPARTEMENT.value,)
_REGIONS = (Categorie.REGION.value,)
# La Corse, la Martinique, la Guyane, Paris… tiennent de deux niveaux : on les compare entre elles et aux départements.
_A_PART = (Categorie.STATUT_PARTICULIER.value, Categorie.OUTRE_MER.value)


@dataclass(frozen=True, slots=True)
class NiveauCompare:
    """Les catégories que l'on compare entre elles, les bas de leurs strates (habitants), et comment on le dit."""

    categories: tuple[str, ...]
    strates: tuple[int, ...]
    nom: str  # « communes »
    rayon_km: float  # jusqu'où une voisine est voisine


def niveau_de(categorie: str) -> NiveauCompare:
    """Le niveau d'une catégorie ; une catégorie seule de son genre n'est comparée qu'à elle-même."""
    if categorie in _COMMUNES:
        return NiveauCompare(_COMMUNES, STRATES_COMMUNES, _("communes"), 40)
    if categorie in _GROUPEMENTS:
        return NiveauCompare(_GROUPEMENTS, (0, 15_000, 30_000, 50_000, 100_000, 300_000), _("intercommunalités"), 100)
    if categorie in _DEPARTEMENTS:
        return NiveauCompare(_DEPARTEMENTS, (0, 250_000, 500_000, 1_000_000), _("départements"), 300)
    if categorie in _REGIONS:
        return NiveauCompare(_REGIONS, (0,), _("régions"), 700)
    if categorie in _A_PART:
        nom = _("collectivités à statut particulier ou d’outre-mer, et départements")
        return NiveauCompare((*_A_PART, *_DEPARTEMENTS), (0, 250_000, 500_000, 1_000_000), nom, 700)
    return NiveauCompare((categorie,), (0,), _("collectivités du même genre"), 100)


@dataclass(frozen=True, slots=True)
class PasDeComparaison:
    """Un pas de la règle : le périmètre, et comment on le dit."""

    rang: int
    perimetre: Perimetre
    dit: str


def strate(population: int | None, niveau: NiveauCompare, *, elargir: int = 0) -> tuple[int | None, int | None]:
    """De, compris, à, exclu ; elargir : tant de strates de chaque côté. Population inconnue : sans borne."""
    if population is None:
        return (None, None)
    bas = max(rang for rang, borne in enumerate(niveau.strates) if population >= borne)
    haut = bas + elargir + 1
    return (
        niveau.strates[max(0, bas - elargir)] or None,
        niveau.strates[haut] if haut < len(niveau.strates) else None,
    )


def pas_de(categorie: str, population: int | None, region: str, region_nom: str) -> Iterator[PasDeComparaison]:
    """Les pas, du plus proche au plus large ; ceux qui n'ajoutent rien sont sautés."""
    niveau = niveau_de(categorie)
    sienne, voisines = strate(population, niveau), strate(population, niveau, elargir=1)
    vus: set[Perimetre] = set()
    for bornes, ou in ((sienne, region), (sienne, ""), (voisines, ""), ((None, None), "")):
        perimetre = Perimetre(niveau.categories, bornes, ou if categorie not in _REGIONS else "")
        if perimetre not in vus:
            vus.add(perimetre)
            yield PasDeComparaison(len(vus), perimetre, dire(niveau, perimetre, region_nom))


def dire(niveau: NiveauCompare, perimetre: Perimetre, region_nom: str) -> str:
    """« communes de 2 000 à 3 499 habitants, en Occitanie »."""
    ou = region_nom if perimetre.region else _("France entière")
    taille = dire_strate(perimetre.population)
    return ", ".join(x for x in (niveau.nom + (f" {taille}" if taille else ""), ou) if x)


def dire_strate(bornes: tuple[int | None, int | None]) -> str:
    """« de 2 000 à 3 499 habitants » ; vide sans borne."""
    bas, haut = bornes
    if bas is None and haut is None:
        return ""
    if bas is None:
        return _("de moins de %(haut)s habitants") % {"haut": milliers(haut or 0)}
    if haut is None:
        return _("de %(bas)s habitants et plus") % {"bas": milliers(bas)}
    return _("de %(bas)s à %(haut)s habitants") % {"bas": milliers(bas), "haut": milliers(haut - 1)}
