"""Écrire une forme comme tippecanoe la lit : une ligne de GeoJSON, sa couche et ses niveaux."""

import json
from typing import Any

import shapely


def to_ligne(couche: str, forme: Any, proprietes: dict[str, Any], zooms: tuple[int, int]) -> str:
    """Un objet GeoJSON d'une ligne ; forme en degrés du plan, arrondie à dix centimètres."""
    tete = {"type": "Feature", "properties": proprietes,
            "tippecanoe": {"layer": couche, "minzoom": zooms[0], "maxzoom": zooms[1]}}  # fmt: skip
    geometrie = shapely.to_geojson(shapely.transform(forme, lambda points: points.round(6)))
    return f'{json.dumps(tete, ensure_ascii=False)[:-1]}, "geometry": {geometrie}}}\n'
