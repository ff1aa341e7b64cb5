"""La petite carte d'un nom, là où la source le met et là où seraient ceux qu'on propose ; ou de deux fiches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jumelles.web.figures.cadres import enclose
from jumelles.web.figures.fond import FICHIER_FOND, VIDE, read_fond

# Rang montré, latitude, longitude.
PointMontre = tuple[int, float | None, float | None]
# En unités du cadre : assez pour que l'on reconnaisse une côte, un pays.
LARGEUR_MIN, MARGE, RAPPORT = 150.0, 0.28, 0.72


@dataclass(frozen=True, slots=True)
class MarqueRevue:
    """Un point de la carte ; rang 0 : celui que dit la source. Unités du dessin."""

    x: str
    y: str
    rang: int


@dataclass(frozen=True, slots=True)
class CarteRevue:
    """Ce que le gabarit pose dans le SVG ; rayon, anneau, trait et lettre en unités du dessin."""

    vue: str
    terre: str
    frontieres: str
    contestees: str
    marques: tuple[MarqueRevue, ...]
    rayon: str
    anneau: str
    trait: str
    lettre: str
    decale: str
    source: bool


def dessiner(lat: float | None, lon: float | None, propositions: Iterable[PointMontre]) -> CarteRevue | None:
    """La carte cadrée sur ces points (WGS84) ; None si aucun n'est connu. lat, lon : là où la source le met."""
    points = [(rang, x, y) for rang, y, x in propositions if x is not None and y is not None]
    situee = lat is not None and lon is not None
    if lat is not None and lon is not None:
        points.insert(0, (0, lon, lat))
    if not points:
        return None
    cadre = enclose([(lon, lat) for _rang, lon, lat in points])
    fond = read_fond(Path(settings.VAR) / FICHIER_FOND).get(cadre.nom, VIDE)
    poses = [(rang, *cadre.place(lon, lat)) for rang, lon, lat in points]
    gauche, haut, largeur, hauteur = _cadrer([(x, y) for _rang, x, y in poses])
    return CarteRevue(
        vue=f"{gauche:.1f} {haut:.1f} {largeur:.1f} {hauteur:.1f}", terre=fond["terre"], frontieres=fond["frontieres"],
        contestees=fond["contestees"],
        marques=_marques(poses),
        rayon=f"{largeur * 0.028:.2f}", anneau=f"{largeur * 0.05:.2f}",
        trait=f"{largeur * 0.003:.2f}", lettre=f"{largeur * 0.042:.2f}",
        decale=f"{largeur * 0.015:.2f}", source=situee,
    )  # fmt: skip


def _marques(poses: Sequence[tuple[int, float, float]]) -> tuple[MarqueRevue, ...]:
    """L'anneau de la source d'abord, puis les numéros, le premier par-dessus tous les autres."""
    ordre = sorted(poses, key=lambda p: (p[0] > 0, -p[0]))
    return tuple(MarqueRevue(f"{x:.1f}", f"{y:.1f}", rang) for rang, x, y in ordre)


def _cadrer(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Le rectangle (gauche, haut, largeur, hauteur) qui les tient tous, avec de l'air autour."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    voulue = max(max(xs) - min(xs), (max(ys) - min(ys)) / RAPPORT) * (1 + 2 * MARGE)
    largeur = max(LARGEUR_MIN, voulue)
    hauteur = largeur * RAPPORT
    return (min(xs) + max(xs) - largeur) / 2, (min(ys) + max(ys) - hauteur) / 2, largeur, hauteur
