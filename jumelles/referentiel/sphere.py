"""Des distances sur la Terre, tenue pour une sphère de 6 371 km de rayon : l'écart reste sous 0,6 %."""

from math import asin, cos, radians, sin, sqrt

RAYON_KM = 6371.0
KM_PAR_DEGRE = 111.2
# Près d'un pôle, un degré de longitude ne vaut plus rien : le carré ne fait jamais le tour de la Terre.
_COSINUS_MIN = 0.1


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance à vol d'oiseau en kilomètres, degrés décimaux en entrée (formule du demi-sinus verse)."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    h = sin((phi_b - phi_a) / 2) ** 2 + cos(phi_a) * cos(phi_b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * RAYON_KM * asin(min(1.0, sqrt(h)))


def carre(lat: float, lon: float, rayon_km: float) -> tuple[float, float, float, float]:
    """Le carré qui contient le cercle : latitude la plus basse, la plus haute, longitude la plus basse, la plus haute.

    En degrés ; les latitudes restent entre -90 et 90, les longitudes peuvent passer 180.
    """
    haut = rayon_km / KM_PAR_DEGRE
    large = haut / max(_COSINUS_MIN, cos(radians(lat)))
    return max(-90.0, lat - haut), min(90.0, lat + haut), lon - large, lon + large
