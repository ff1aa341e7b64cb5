"""Les lieux de GeoNames, rangés par pays, pour demander lesquels sont autour d'un point."""

from collections import defaultdict
from dataclasses import dataclass
from math import cos, radians

import numpy as np

from jumelles.territoires.models import Lieu

KM_PAR_DEGRE = 111.2


@dataclass(frozen=True, slots=True)
class LieuConnu:
    """Un lieu et tous ses noms, le principal d'abord ; population None : inconnue."""

    geonameid: int
    noms: tuple[str, ...]
    lat: float
    lon: float
    population: int | None


class Lieux:
    """Les lieux d'un pays et leurs points, en tableaux."""

    def __init__(self) -> None:
        self._par_pays: defaultdict[str, list[LieuConnu]] = defaultdict(list)
        champs = ("geonameid", "nom", "autres_noms", "pays_id", "lat", "lon", "population")
        for identifiant, nom, autres, pays, lat, lon, population in Lieu.objects.values_list(*champs).iterator():
            noms = (nom, *(a for a in autres.split("\n") if a))
            self._par_pays[pays].append(LieuConnu(identifiant, noms, lat, lon, population))
        self._points = {
            pays: np.array([(li.lat, li.lon) for li in lieux], dtype=np.float64)
            for pays, lieux in self._par_pays.items()
        }

    def find_autour(self, pays: str, lat: float, lon: float, rayon_km: float) -> list[tuple[float, LieuConnu]]:
        """(distance en km, lieu) de ce pays à moins du rayon, le plus proche d'abord."""
        if pays not in self._points:
            return []
        ecarts = self._points[pays] - (lat, lon)
        est = (ecarts[:, 1] + 180.0) % 360.0 - 180.0
        distances = np.hypot(ecarts[:, 0], est * cos(radians(lat))) * KM_PAR_DEGRE
        rangs = np.flatnonzero(distances <= rayon_km)
        lieux = self._par_pays[pays]
        return sorted(((float(distances[i]), lieux[i]) for i in rangs), key=lambda m: m[0])

    def find_partout(self, lat: float, lon: float, rayon_km: float) -> list[LieuConnu]:
        """Les lieux de tous les pays à moins du rayon."""
        return [li for pays in self._points for _, li in self.find_autour(pays, lat, lon, rayon_km)]
