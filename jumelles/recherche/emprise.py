"""L'emprise : un rectangle de la carte, arrondi vers l'extérieur à une grille, donc dit exactement par ses mailles.

La grille coupe la longitude et la latitude en 2^niveau parts égales (niveau 0 : le monde). Une maille s'écrit
« niveau/colonne/ligne », colonne depuis 180° ouest, ligne depuis 90° sud. Un point appartient à une maille par niveau.
"""

from dataclasses import dataclass
from math import ceil, floor, isfinite
from typing import Self

NIVEAU_MAX = 16
PARTS = 32
RIEN = 1e-6


@dataclass(frozen=True, slots=True)
class Emprise:
    """Ouest, sud, est, nord en degrés ; ouest > est : le rectangle passe par l'antiméridien."""

    ouest: float
    sud: float
    est: float
    nord: float

    @classmethod
    def lire(cls, texte: str) -> Self | None:
        """« ouest,sud,est,nord » → l'emprise arrondie vers l'extérieur ; None si cela ne se lit pas."""
        try:
            ouest, sud, est, nord = (float(x) for x in texte[:120].split(","))
        except ValueError:
            return None
        if not all(map(isfinite, (ouest, sud, est, nord))) or sud >= nord or ouest == est:
            return None
        if not (-90 <= sud <= 90 and -90 <= nord <= 90 and abs(ouest) <= 540 and abs(est) <= 540):
            return None
        if abs(est - ouest) >= 360:
            ouest, est = -180.0, 180.0
        return cls(_ramener(ouest), sud, _ramener(est, droite=True), nord)._arrondie()

    def __str__(self) -> str:
        return ",".join(f"{x:.10f}".rstrip("0").rstrip(".") for x in (self.ouest, self.sud, self.est, self.nord))

    @property
    def niveau(self) -> int:
        """Le niveau de grille le plus fin où elle tient en PARTS mailles de côté."""
        niveaux = (n for n in range(NIVEAU_MAX, 0, -1) if max(self._cotes(n)) <= PARTS)
        return next(niveaux, 0)

    def _bords(self, niveau: int) -> tuple[int, int, int, int]:
        """Gauche, bas, droite, haut en mailles de ce niveau, arrondis vers l'extérieur."""
        n = 2**niveau
        gauche, bas = floor((self.ouest + 180) / 360 * n + RIEN), floor((self.sud + 90) / 180 * n + RIEN)
        return gauche, bas, ceil((self.est + 180) / 360 * n - RIEN), ceil((self.nord + 90) / 180 * n - RIEN)

    def _cotes(self, niveau: int) -> tuple[int, int]:
        gauche, bas, droite, haut = self._bords(niveau)
        return droite - gauche + (2**niveau if self.ouest >= self.est else 0), haut - bas

    def _arrondie(self) -> Self:
        niveau = self.niveau
        gauche, bas, droite, haut = self._bords(niveau)
        pas_x, pas_y = 360 / 2**niveau, 180 / 2**niveau
        return type(self)(gauche * pas_x - 180, bas * pas_y - 90, droite * pas_x - 180, haut * pas_y - 90)

    def mailles(self) -> tuple[str, ...]:
        """Les mailles qui la couvrent exactement, les plus grandes possibles ; quelques centaines au plus."""
        niveau = self.niveau
        gauche, bas, droite, haut = self._bords(niveau)
        bandes = [(gauche, droite)] if self.ouest < self.est else [(gauche, 2**niveau), (0, droite)]
        boites = [(g, bas, d, haut) for g, d in bandes if g < d]
        return tuple(m for boite in boites for m in _couvrir(0, 0, 0, niveau, boite))

    def contient(self, lat: float, lon: float) -> bool:
        """Dire si un point est dedans (bord sud et ouest compris), à la maille la plus fine près."""
        dedans = set(self.mailles())
        return any(m in dedans for m in mailles_du_point(lat, lon))


def mailles_du_point(lat: float, lon: float) -> tuple[str, ...]:
    """La maille d'un point à chaque niveau, de 0 à NIVEAU_MAX."""
    return tuple(maille(lat, lon, niveau) for niveau in range(NIVEAU_MAX + 1))


def maille(lat: float, lon: float, niveau: int) -> str:
    """La maille d'un point à ce niveau."""
    n = 2**niveau
    colonne = min(n - 1, int((_ramener(lon) + 180) / 360 * n))
    ligne = min(n - 1, int((max(-90.0, min(90.0, lat)) + 90) / 180 * n))
    return f"{niveau}/{colonne}/{ligne}"


def centre(code: str) -> tuple[float, float]:
    """(latitude, longitude) du centre d'une maille."""
    niveau, colonne, ligne = map(int, code.split("/"))
    return (ligne + 0.5) * 180 / 2**niveau - 90, (colonne + 0.5) * 360 / 2**niveau - 180


def _ramener(lon: float, *, droite: bool = False) -> float:
    """Ramener une longitude entre -180 et 180 ; droite : 180 reste 180."""
    ramenee = (lon + 180) % 360 - 180
    return 180.0 if droite and ramenee == -180 else ramenee


def _couvrir(niveau: int, colonne: int, ligne: int, fin: int, boite: tuple[int, int, int, int]) -> list[str]:
    """Les mailles sous celle-ci qui couvrent la boîte (gauche, bas, droite, haut, en mailles du niveau fin)."""
    taille = 2 ** (fin - niveau)
    x0, y0, x1, y1 = colonne * taille, ligne * taille, (colonne + 1) * taille, (ligne + 1) * taille
    gauche, bas, droite, haut = boite
    if x0 >= droite or x1 <= gauche or y0 >= haut or y1 <= bas:
        return []
    if gauche <= x0 and x1 <= droite and bas <= y0 and y1 <= haut:
        return [f"{niveau}/{colonne}/{ligne}"]
    suite = ((2 * colonne + i, 2 * ligne + j) for i in (0, 1) for j in (0, 1))
    return [m for x, y in suite for m in _couvrir(niveau + 1, x, y, fin, boite)]
