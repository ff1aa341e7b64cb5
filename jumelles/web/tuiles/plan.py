"""Le plan de la carte : Equal Earth posée dans un carré, que le moteur de carte prend pour du Mercator.

Un moteur de tuiles ne connaît que le carré de Mercator. On lui donne donc, au lieu de longitudes et de latitudes,
les coordonnées « du plan » : celles qui, par Mercator, tombent exactement où Equal Earth (centrée sur 11° Est) met
le point. `frontal/carte/plan.js` fait le même calcul, dans les deux sens.
"""

from math import pi, sqrt
from typing import Any

import numpy as np
from shapely import transform

from jumelles.web.figures.projection import MERIDIEN, project

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
DEMI = project(MERIDIEN + 180.0 - 1e-12, 0.0)[0]  # demi-largeur du monde, en rayons terrestres


def to_plan(points: Any) -> Any:
    """Un tableau (n, 2) de longitudes (rapportées au méridien central) et latitudes, en degrés → degrés du plan."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    theta = np.arcsin(sqrt(3) / 2 * np.sin(lat))
    t2 = theta * theta
    t6 = t2**3
    x = 2 * sqrt(3) * lon * np.cos(theta) / (3 * (9 * _A4 * t6 * t2 + 7 * _A3 * t6 + 3 * _A2 * t2 + _A1))
    y = theta * (_A4 * t6 * t2 + _A3 * t6 + _A2 * t2 + _A1)
    return np.column_stack((x / DEMI * 180, np.degrees(np.arctan(np.sinh(y / DEMI * pi)))))


def poser(forme: Any) -> Any:
    """Une forme en degrés rapportés au méridien central, posée dans le plan."""
    return transform(forme, to_plan)
