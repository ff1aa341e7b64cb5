"""Les acteurs réels à classer pour un conseil : lus dans l'index public, cercle après cercle, deux cents au plus."""

from collections.abc import Iterator
from dataclasses import replace

from jumelles.acteurs.enums import NatureActeur, Precision
from jumelles.acteurs.requetes import encore_publies
from jumelles.conseil.candidats import ActeurPropose
from jumelles.conseil.demande import DemandeConseil, ascendants
from jumelles.conseil.faits import SANS_SOURCE
from jumelles.recherche.document import Trouve
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import Tranche, moteur
from jumelles.referentiel.sphere import carre, distance_km
from jumelles.territoires.requetes import TerritoireSitue

PAR_CERCLE = 30
AUTOUR_KM = 60
# Une autorité étrangère est un partenaire, pas un conseil : la page du pays les nomme toutes.
ETRANGERE, FRANCAISE = NatureActeur.AUTORITE_ETRANGERE.value, NatureActeur.COLLECTIVITE.value
NATURES = tuple(n.value for n in NatureActeur if n != ETRANGERE)
STRUCTURES = tuple(n for n in NATURES if n != FRANCAISE)
SITUES = (Precision.POINT, Precision.VILLE)
# Parmi tant de premiers, ôter une ou deux natures coûte à l'index trois fois moins que demander toutes les autres.
VUS = 200


def candidats(demande: DemandeConseil, chez: TerritoireSitue | None) -> tuple[ActeurPropose, ...]:
    """Ceux du département, de la région, des environs ou d'ailleurs, actifs sur ce pays ou ces thèmes ; par numéro.

    Dans chaque cercle, les PAR_CERCLE à qui l'on connaît le plus de liens. chez : la collectivité qui demande, jamais
    proposée à elle-même ; None : ceux qui agissent dans ce pays. Ni masqués, ni de démonstration ; une requête, pour
    ôter ceux que l'index montrerait encore.
    """
    lus = moteur().lire("acteurs", sorted(encore_publies(set(_cercles(demande, chez)))))
    vus = [t for t in lus if chez is None or t.fiche["code_territoire"] != chez.code]
    return tuple([_proposer(t, chez) for t in vus if t.fiche["type_acteur"] != ETRANGERE])


def _cercles(demande: DemandeConseil, chez: TerritoireSitue | None) -> Iterator[int]:
    """Les premiers de chaque cercle ; aucun si l'on n'a dit ni pays, ni thème, ni collectivité."""
    territoires = _territoires(chez)
    if demande.pays:
        yield from _la_bas(Filtre(pays_action=(demande.pays,)), territoires)
    if demande.themes and territoires:
        yield from _premiers(Filtre(theme=demande.themes, territoire=(territoires[0],)), ETRANGERE)
    if chez is not None and (alentour := _autour(chez)) is not None:
        yield from _chercher(Filtre(emprise=alentour, type_acteur=STRUCTURES), PAR_CERCLE).ids


def _la_bas(filtre: Filtre, territoires: tuple[str, ...]) -> Iterator[int]:
    """Ceux qui agissent dans ce pays ; puis les structures, et ceux de chez nous, si ce cercle en laisse dehors."""
    premiers = _premiers(filtre, ETRANGERE)
    yield from premiers
    if len(premiers) == PAR_CERCLE:
        yield from _premiers(filtre, ETRANGERE, FRANCAISE)
        for territoire in territoires:
            yield from _premiers(replace(filtre, territoire=(territoire,)), ETRANGERE)


def _premiers(filtre: Filtre, *sauf: str) -> tuple[int, ...]:
    """Les PAR_CERCLE premiers d'un filtre sans nature, celles-ci ôtées ; tous, s'ils ne sont pas plus nombreux."""
    tous = _chercher(filtre, VUS)
    if tous.total <= PAR_CERCLE:
        return tous.ids
    otes = {pk for n in sauf for pk in _chercher(replace(filtre, type_acteur=(n,)), VUS).ids}
    gardes = [pk for pk in tous.ids if pk not in otes]
    if len(gardes) >= PAR_CERCLE or tous.total <= VUS:
        return tuple(gardes[:PAR_CERCLE])
    autres = tuple(n.value for n in NatureActeur if n.value not in sauf)
    return _chercher(replace(filtre, type_acteur=autres), PAR_CERCLE).ids


def _chercher(filtre: Filtre, nombre: int) -> Tranche:
    return moteur().chercher(filtre, "acteurs", tri="pertinence", debut=0, nombre=nombre)


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
    bas, haut, gauche, droite = carre(chez.lat, chez.lon, AUTOUR_KM)
    return Emprise.lire(f"{gauche},{bas},{droite},{haut}")


def _proposer(t: Trouve, chez: TerritoireSitue | None) -> ActeurPropose:
    f = t.fiche
    connus = ascendants().keys() & _liste(f["themes"])
    annee = str(f["derniere_information"])[:4]
    return ActeurPropose(
        id=str(t.id), nom=str(f["nom"]), adresse=str(f["adresse"]),
        source=", ".join(_liste(f["sources_noms"])) or SANS_SOURCE, pays=_liste(f["pays_action"]),
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
