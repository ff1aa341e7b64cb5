"""Les cadres de la carte : le monde, et des vues plus proches pour les liens d'un seul territoire."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from jumelles.web.figures.projection import project


@dataclass(frozen=True, slots=True)
class Cadre:
    """Une vue : bornes en degrés (ouest, sud, est, nord), largeur du dessin en unités, finesse du fond."""

    nom: str
    ouest: float
    sud: float
    est: float
    nord: float
    largeur: int
    fond: str  # 110m ou 50m
    simplifier: float  # unités du dessin
    aire_min: float  # unités carrées : en dessous, une île n'est pas dessinée

    def bornes(self) -> tuple[float, float, float, float]:
        """Boîte projetée (x min, y min, x max, y max), en rayons terrestres."""
        milieu = (self.sud + self.nord) / 2
        x0, x1 = project(self.ouest, milieu)[0], project(self.est, milieu)[0]
        return x0, project(11.0, self.nord)[1], x1, project(11.0, self.sud)[1]

    @property
    def echelle(self) -> float:
        return _fitting(self)[2]

    @property
    def hauteur(self) -> int:
        return _fitting(self)[3]

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Un point (degrés) dans les unités du dessin."""
        x0, y0, echelle, _ = _fitting(self)
        x, y = project(lon, lat)
        return (x - x0) * echelle, (y - y0) * echelle

    def holds(self, lon: float, lat: float, marge: float = 18.0) -> bool:
        """Le point tombe-t-il dans le cadre, marge comprise ?"""
        x, y = self.place(lon, lat)
        return marge <= x <= self.largeur - marge and marge <= y <= self.hauteur - marge


@cache
def _fitting(cadre: Cadre) -> tuple[float, float, float, int]:
    """Origine (x, y) en rayons terrestres, échelle en unités par rayon, hauteur en unités."""
    x0, y0, x1, y1 = cadre.bornes()
    echelle = cadre.largeur / (x1 - x0)
    return x0, y0, echelle, round((y1 - y0) * echelle)


# Du plus proche au plus large : on prend le premier qui contient tous les points.
EUROPE = Cadre("europe", -15, 36, 36, 62, 900, "50m", 0.7, 6)
MEDITERRANEE = Cadre("mediterranee", -21, 29, 47, 65, 900, "50m", 0.8, 7)
VOISINAGE = Cadre("voisinage", -26, 11, 60, 65, 900, "50m", 0.9, 8)
AFRIQUE = Cadre("afrique", -72, -36, 92, 65, 900, "110m", 0.8, 5)
ATLANTIQUE = Cadre("atlantique", -128, -38, 52, 68, 1000, "110m", 0.8, 5)
ORIENT = Cadre("orient", -22, -28, 152, 68, 1000, "110m", 0.8, 5)
MONDE = Cadre("monde", -166, -57, 188, 82.5, 1600, "110m", 0.9, 6)
CADRES = (EUROPE, MEDITERRANEE, VOISINAGE, AFRIQUE, ATLANTIQUE, ORIENT, MONDE)

# Au-delà de ce nombre de points, quelques lointains ne dézooment pas tout : leurs arcs sortent du cadre, on le dit.
NOMBREUX = 80
TOLERANCE = 0.04


def choose(points: list[tuple[float, float]]) -> Cadre:
    """Le premier cadre qui contient les points (longitude, latitude) : tous, ou presque s'ils sont nombreux."""
    return _first(points, len(points) * TOLERANCE if len(points) > NOMBREUX else 0)


def enclose(points: list[tuple[float, float]]) -> Cadre:
    """Le premier cadre qui contient tous les points (longitude, latitude) ; sans point, le monde."""
    return _first(points, 0) if points else MONDE


def _first(points: list[tuple[float, float]], admis: float) -> Cadre:
    fois = Counter(points)
    for cadre in CADRES:
        if sum(n for (lon, lat), n in fois.items() if not cadre.holds(lon, lat)) <= admis:
            return cadre
    return MONDE
