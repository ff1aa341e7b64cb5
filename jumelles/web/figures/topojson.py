"""Lire le fond de carte au format TopoJSON : des arcs partagés, assemblés en anneaux."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]


class Topologie:
    """Un fichier TopoJSON quantifié : arcs en degrés, pays en anneaux d'arcs."""

    def __init__(self, chemin: Path) -> None:
        brut = json.loads(chemin.read_text(encoding="utf-8"))
        self._pays: list[dict[str, Any]] = brut["objects"]["countries"]["geometries"]
        (ex, ey), (dx, dy) = brut["transform"]["scale"], brut["transform"]["translate"]
        self.arcs = [list(_undo_deltas(arc, ex, ey, dx, dy)) for arc in brut["arcs"]]

    def polygones(self) -> Iterator[tuple[str, list[list[Point]]]]:
        """Chaque polygone : (code ISO à trois lettres, anneaux dont le premier est l'extérieur)."""
        for pays in self._pays:
            morceaux = pays["arcs"] if pays["type"] == "MultiPolygon" else [pays["arcs"]]
            for morceau in morceaux:
                anneaux = [self._ring(anneau) for anneau in morceau]
                if len(anneaux[0]) > 3:
                    yield pays["properties"]["a3"], [anneau for anneau in anneaux if len(anneau) > 3]

    def voisins(self) -> dict[int, set[str]]:
        """Pour chaque arc, les pays qu'il borde."""
        bords: dict[int, set[str]] = {}
        for pays in self._pays:
            for rang in _flatten(pays["arcs"]):
                bords.setdefault(rang if rang >= 0 else ~rang, set()).add(pays["properties"]["a3"])
        return bords

    def _ring(self, rangs: list[int]) -> list[Point]:
        points: list[Point] = []
        for rang in rangs:
            arc = self.arcs[rang] if rang >= 0 else self.arcs[~rang][::-1]
            points.extend(arc[1:] if points else arc)
        return _unwrap(points)


def _undo_deltas(arc: list[list[int]], ex: float, ey: float, dx: float, dy: float) -> Iterator[Point]:
    x = y = 0
    for pas_x, pas_y in arc:
        x, y = x + pas_x, y + pas_y
        yield x * ex + dx, y * ey + dy


def _unwrap(points: list[Point]) -> list[Point]:
    """Un anneau qui passe l'antiméridien continue au-delà de 180° au lieu de traverser la carte."""
    suite, tour = points[:1], 0.0
    for (avant, _), (lon, lat) in pairwise(points):
        tour += 360.0 if lon - avant < -180.0 else -360.0 if lon - avant > 180.0 else 0.0
        suite.append((lon + tour, lat))
    return suite


def _flatten(arcs: Any) -> Iterator[int]:
    for element in arcs:
        if isinstance(element, int):
            yield element
        else:
            yield from _flatten(element)
