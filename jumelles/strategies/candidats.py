"""Les acteurs réels à classer pour un conseil : lus dans l'index public, cercle après cercle, deux cents au plus."""

from collections.abc import Iterator
from dataclasses import replace
from math import cos, radians

from jumelles.acteurs.enums import NatureActeur, Precision
from jumelles.acteurs.requetes import encore_publies
from jumelles.conseil.candidats import ActeurPropose
from jumelles.conseil.demande import DemandeConseil, ascendants
from jumelles.recherche.document import Trouve
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.referentiel.sphere import distance_km
from jumelles.territoires.requetes import TerritoireSitue

PAR_CERCLE = 30
AUTOUR_KM = 60
_KM_PAR_DEGRE = 111.2
# Une autorité étrangère est un partenaire, pas un conseil : la page du pays les nomme toutes.
NATURES = tuple(n.value for n in NatureActeur if n != NatureActeur.AUTORITE_ETRANGERE)
STRUCTURES = tuple(n for n in NATURES if n != NatureActeur.COLLECTIVITE)
SITUES = (Precision.POINT, Precision.VILLE)


def candidats(demande: DemandeConseil, chez: TerritoireSitue | None) -> tuple[ActeurPropose, ...]:
    """Ceux du département, de la région, des environs ou d'ailleurs, actifs sur ce pays ou ces thèmes ; par numéro.

    Dans chaque cercle, les PAR_CERCLE à qui l'on connaît le plus de liens. chez : la collectivité qui demande, jamais
    proposée à elle-même ; None : ceux qui agissent dans ce pays. Ni masqués, ni de démonstration ; une requête, pour
    ôter ceux que l'index montrerait encore.
    """
    index = moteur()
    ids = {pk for cercle in _cercles(demande, chez) for pk in _premiers(cercle)}
    lus = index.lire("acteurs", sorted(encore_publies(ids)))
    return tuple(_proposer(t, chez) for t in lus if chez is None or t.fiche["code_territoire"] != chez.code)


def _premiers(cercle: tuple[Filtre, ...]) -> Iterator[int]:
    """Les premiers du filtre large ; les filtres plus étroits ne servent que si le large en laisse dehors."""
    large, *etroits = cercle
    tranche = moteur().chercher(large, "acteurs", tri="pertinence", debut=0, nombre=PAR_CERCLE)
    yield from tranche.ids
    if tranche.total > PAR_CERCLE:
        for filtre in etroits:
            yield from moteur().chercher(filtre, "acteurs", tri="pertinence", debut=0, nombre=PAR_CERCLE).ids


def _cercles(demande: DemandeConseil, chez: TerritoireSitue | None) -> Iterator[tuple[Filtre, ...]]:
    """Chaque cercle, puis ses parties ; aucun si l'on n'a dit ni pays, ni thème, ni collectivité."""
    territoires = _territoires(chez)
    if demande.pays:
        la_bas = Filtre(pays_action=(demande.pays,), type_acteur=NATURES)
        chez_nous = (replace(la_bas, territoire=(t,)) for t in territoires)
        yield (la_bas, replace(la_bas, type_acteur=STRUCTURES), *chez_nous)
    if demande.themes and territoires:
        yield (Filtre(theme=demande.themes, territoire=(territoires[0],), type_acteur=NATURES),)
    if chez is not None and (alentour := _autour(chez)) is not None:
        yield (Filtre(emprise=alentour, type_acteur=STRUCTURES),)


def _territoires(chez: TerritoireSitue | None) -> tuple[str, ...]:
    """Son département, puis sa région ; elle-même si c'en est une."""
    if chez is None:
        return ()
    codes = [f"D{chez.departement}" if chez.departement else "", f"R{chez.region}" if chez.region else ""]
    if chez.code[:1] in "DR":
        codes = [chez.code, *codes]
    return tuple(dict.fromkeys(c for c in codes if c))


def _autour(chez: TerritoireSitue) -> Emprise | None:
    """Le carré de AUTOUR_KM de chaque côté ; None si l'on ne sait pas où elle est."""
    if chez.lat is None or chez.lon is None:
        return None
    haut = AUTOUR_KM / _KM_PAR_DEGRE
    large = haut / max(cos(radians(chez.lat)), 0.1)
    return Emprise.lire(f"{chez.lon - large},{chez.lat - haut},{chez.lon + large},{chez.lat + haut}")


def _proposer(t: Trouve, chez: TerritoireSitue | None) -> ActeurPropose:
    f = t.fiche
    connus = [c for c in _liste(f["themes"]) if c in ascendants()]
    annee = str(f["derniere_information"])[:4]
    return ActeurPropose(
        id=str(t.id), nom=str(f["nom"]), adresse=str(f["adresse"]),
        source=", ".join(_liste(f["sources_noms"])) or "non renseignée", pays=_liste(f["pays_action"]),
        themes=tuple(connus), km=_km(t, chez), annee=int(annee) if annee.isdigit() else None,
    )  # fmt: skip


def _liste(cellule: object) -> tuple[str, ...]:
    return tuple(cellule) if isinstance(cellule, (tuple, list)) else ()


def _km(t: Trouve, chez: TerritoireSitue | None) -> int | None:
    """À vol d'oiseau, arrondi ; None si l'un des deux lieux n'est pas connu au moins à la ville."""
    lat, lon = t.fiche["latitude"], t.fiche["longitude"]
    if chez is None or chez.lat is None or chez.lon is None or t.fiche["precision"] not in SITUES:
        return None
    if not isinstance(lat, float) or not isinstance(lon, float):
        return None
    return round(distance_km(chez.lat, chez.lon, lat, lon))
