"""Ce que la carte montre d'un filtre : des marques tant qu'on peut les dire une à une, des comptes au-delà.

La carte est le sous-ensemble situé de la liste : le même filtre, le même moteur. Un fait connu au niveau du pays
n'a pas de point : il est compté dans son pays, à part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jumelles.recherche.dictionnaire import intitule
from jumelles.recherche.document import Point, Trouve
from jumelles.recherche.emprise import Emprise, centre
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import moteur
from jumelles.territoires.models import Collectivite, Pays
from jumelles.territoires.requetes import points_des_divisions, points_des_pays

MARQUES_MAX = 6000
FLUX_MAX = 1500
MAILLES_MAX = 3000
NIVEAUX = (2, 12)


@dataclass(frozen=True, slots=True)
class Compte:
    """Combien de fiches d'un pays, d'une région, d'un département ; situes : celles que la carte place."""

    code: str
    nom: str
    nombre: int
    situes: int

    @property
    def seul(self) -> int:
        """Celles qu'aucun point ne montre : connues ici, et pas plus près."""
        return self.nombre - self.situes


@dataclass(frozen=True, slots=True)
class BilanCarte:
    """total = situes + pays_seul + sans_lieu. pays_seul : au moins un pays est connu, mais pas de quoi placer."""

    total: int
    situes: int
    pays_seul: int
    sans_lieu: int
    pays: tuple[Compte, ...]
    regions: tuple[Compte, ...]
    departements: tuple[Compte, ...]


@dataclass(frozen=True, slots=True)
class Marque:
    """Une fiche placée. arcs : de chaque lieu français à chaque lieu étranger (relations seulement)."""

    id: int
    titre: str
    adresse: str
    points: tuple[Point, ...]
    arcs: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class Flux:
    """Tant de relations d'un département à un pays ; (lon, lat) : le chef-lieu, et là où s'écrit le nom du pays."""

    de: str
    vers: str
    depart: tuple[float, float]
    arrivee: tuple[float, float]
    nombre: int


@dataclass(frozen=True, slots=True)
class Grain:
    """Tant de fiches dans une maille ; (lat, lon) : le milieu de la maille."""

    lat: float
    lon: float
    nombre: int


def compter_situes(filtre: Filtre, sorte: Sorte) -> int:
    """Combien de fiches la carte place."""
    return moteur().compter(filtre, sorte, situes=True)


def bilan(filtre: Filtre, sorte: Sorte) -> BilanCarte:
    """Les comptes de la carte, et de son tableau jumeau."""
    m = moteur()
    tous = m.facettes(filtre, sorte, ("pays", "territoire"), ignorer=False)
    places = m.facettes(filtre, sorte, ("pays", "territoire"), ignorer=False, situes=True)
    total, situes = m.compter(filtre, sorte), compter_situes(filtre, sorte)
    avec_pays = replace(filtre, pays=tuple(sorted(tous["pays"]))) if not filtre.pays else filtre
    connus = m.compter(avec_pays, sorte) if tous["pays"] else 0
    situes_connus = m.compter(avec_pays, sorte, situes=True) if tous["pays"] else 0
    pays_seul = connus - situes_connus
    noms = dict(Pays.objects.filter(pk__in=list(tous["pays"])).values_list("pk", "nom"))
    return BilanCarte(
        total=total, situes=situes, pays_seul=pays_seul, sans_lieu=total - situes - pays_seul,
        pays=_comptes(tous["pays"], places["pays"], noms),
        regions=_divisions(tous["territoire"], places["territoire"], "R"),
        departements=_divisions(tous["territoire"], places["territoire"], "D"),
    )  # fmt: skip


def _divisions(tous: Mapping[str, int], places: Mapping[str, int], lettre: str) -> tuple[Compte, ...]:
    """Les régions (R84) ou les départements (D38) d'aujourd'hui, parmi des codes de territoires de tout niveau."""
    voulus = [code for code in tous if code.startswith(lettre)]
    noms = dict(Collectivite.objects.vivantes().filter(code__in=voulus).values_list("code", "nom"))
    return _comptes({code: tous[code] for code in noms}, places, noms)


def _comptes(tous: Mapping[str, int], places: Mapping[str, int], noms: Mapping[str, str]) -> tuple[Compte, ...]:
    comptes = (Compte(code, noms.get(code, code), n, places.get(code, 0)) for code, n in tous.items())
    return tuple(sorted(comptes, key=lambda c: (-c.nombre, c.nom)))


def marques(filtre: Filtre, sorte: Sorte) -> tuple[Marque, ...]:
    """Toutes les fiches placées, une à une ; MARQUES_MAX au plus."""
    return tuple(_marque(t) for t in moteur().parcourir(filtre, sorte, nombre=MARQUES_MAX, situes=True))


def marques_de(sorte: Sorte, ids: Iterable[int]) -> tuple[Marque, ...]:
    """Les marques de ces fiches, celles d'une page de liste."""
    return tuple(_marque(t) for t in moteur().lire(sorte, ids) if t.situe)


def _marque(trouve: Trouve) -> Marque:
    fiche = trouve.fiche
    return Marque(
        trouve.id, str(fiche[intitule(trouve.sorte)]), str(fiche["adresse"]), trouve.points,
        arcs(trouve.points) if trouve.sorte == "relations" else (),
    )  # fmt: skip


def arcs(points: tuple[Point, ...]) -> tuple[tuple[Point, Point], ...]:
    """Chaque bout français avec chaque bout étranger."""
    francais = [p for p in points if p.cote == "francais"]
    etrangers = [p for p in points if p.cote == "etranger"]
    return tuple((de, vers) for de in francais for vers in etrangers)


def flux(filtre: Filtre, *, nombre: int = FLUX_MAX) -> tuple[Flux, ...]:
    """Les relations réunies par département et par pays, les plus nombreuses d'abord ; deux requêtes."""
    departs, arrivees = points_des_divisions(), points_des_pays()
    lus = [(code.partition(">"), n) for code, n in moteur().arcs(filtre, nombre=nombre).items()]
    return tuple(
        Flux(de, vers, departs[de][::-1], arrivees[vers][::-1], n)
        for (de, _, vers), n in lus if de in departs and vers in arrivees
    )  # fmt: skip


def grains(filtre: Filtre, sorte: Sorte, zoom: float) -> tuple[Grain, ...]:
    """Les fiches situées réunies par maille ; zoom : celui de la carte, qui règle la finesse."""
    niveau = min(NIVEAUX[1], max(NIVEAUX[0], 2 * round((zoom + 3.3) / 2)))
    lues = moteur().mailles(filtre, sorte, niveau, nombre=MAILLES_MAX)
    return tuple(Grain(*centre(code), n) for code, n in lues.items())


def dans(filtre: Filtre, zone: Emprise | None) -> Filtre:
    """Le même filtre, dans le rectangle que l'on voit ; un rectangle déjà demandé l'emporte."""
    return replace(filtre, emprise=zone) if zone and not filtre.emprise else filtre
