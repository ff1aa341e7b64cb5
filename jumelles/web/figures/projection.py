"""La projection Equal Earth (Šavrič, Patterson et Jenny, 2018) : les surfaces y gardent leurs rapports.

Le méridien central est 11° Est : la coupure tombe dans le détroit de Béring et ne traverse aucun pays.
"""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

MERIDIEN = 11.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_RACINE3 = sqrt(3.0)


def shift_longitude(lon: float) -> float:
    """Longitude (degrés) rapportée au méridien central, entre -180 et 180."""
    return (lon - MERIDIEN + 180.0) % 360.0 - 180.0


def project_shifted(lon: float, lat: float) -> tuple[float, float]:
    """Projeter une longitude déjà rapportée au méridien central ; unités : rayons terrestres, y vers le bas."""
    theta = asin(_RACINE3 / 2.0 * sin(radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = 2.0 * _RACINE3 * radians(lon) * cos(theta)
    x /= 3.0 * (9.0 * _A4 * t6 * t2 + 7.0 * _A3 * t6 + 3.0 * _A2 * t2 + _A1)
    y = theta * (_A4 * t6 * t2 + _A3 * t6 + _A2 * t2 + _A1)
    return x, -y


@lru_cache(maxsize=65_536)
def project(lon: float, lat: float) -> tuple[float, float]:
    """Projeter un point (degrés WGS84) ; unités : rayons terrestres, y vers le bas. Les mêmes lieux reviennent."""
    return project_shifted(shift_longitude(lon), lat)
