"""Les pays et leurs frontières, en lignes GeoJSON prêtes à découper en tuiles."""

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import linemerge, unary_union

from jumelles.referentiel.thesaurus import TABLES
from jumelles.web.figures import frontieres
from jumelles.web.figures.fond import PAQUET, shift
from jumelles.web.figures.projection import shift_longitude
from jumelles.web.figures.topojson import Topologie
from jumelles.web.tuiles.plan import poser

ZOOM_MAX = 5
ZOOMS = dict.fromkeys(("pays", "frontieres", "noms"), (0, ZOOM_MAX))
# Assez grand pour porter son nom dès la première vue, en fraction de la terre dessinée.
RANGS = (0.012, 0.003, 0.0006)


def find_fichiers(paquets: Path) -> list[Path]:
    """Ce qui est lu."""
    return [paquets / PAQUET / "world" / "50m.json", TABLES / "pays.csv"]


def draw_monde(paquets: Path) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """(couche, géométrie du plan, propriétés) : « pays », « frontieres » (conteste : 0 ou 1), « noms » (rang 0 à 3)."""
    atlas, table = find_fichiers(paquets)
    topologie, pays = Topologie(atlas), _read_pays(table)
    formes: dict[str, list[Any]] = {}
    for code, anneaux in topologie.polygones():
        if code != "ATA":
            formes.setdefault(frontieres.etat(code), []).append(shift(Polygon(anneaux[0], anneaux[1:])))
    aires: dict[str, float] = {}
    for code, parts in sorted(formes.items()):
        forme = poser(shapely.make_valid(unary_union(parts)))
        iso2 = pays[code]["iso2"] if code in pays else ""
        aires[iso2] = forme.area
        yield "pays", forme, {"iso2": iso2}
    yield from _boundaries(topologie)
    yield from _names(pays, aires)


def _read_pays(table: Path) -> dict[str, dict[str, str]]:
    """La ligne de chaque pays, par son code à trois lettres."""
    with table.open(encoding="utf-8", newline="") as fichier:
        return {ligne["iso3"]: ligne for ligne in csv.DictReader(fichier)}


def _boundaries(topologie: Topologie) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    tracees: tuple[list[LineString], list[LineString]] = ([], [])
    for rang, codes in topologie.voisins().items():
        voisins = frozenset(frontieres.etat(code) for code in codes)
        if len(voisins) > 1:
            for un, deux in pairwise(topologie.arcs[rang]):
                tracees[frontieres.is_contestee(voisins, *un)].append(LineString([un, deux]))
    for conteste, segments in enumerate(tracees):
        yield "frontieres", poser(shift(linemerge(segments))), {"conteste": conteste}


def _names(pays: dict[str, dict[str, str]], aires: dict[str, float]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Un point par pays, où son nom s'écrit ; jamais une marque : un fait connu du pays seul ne s'y pose pas."""
    total = sum(aires.values())
    for ligne in pays.values():
        if ligne["lat"] and ligne["iso2"] != "AQ":
            point = Point(shift_longitude(float(ligne["lon"])), float(ligne["lat"]))
            part = aires.get(ligne["iso2"], 0.0) / total
            rang = next((i for i, seuil in enumerate(RANGS) if part >= seuil), len(RANGS))
            yield "noms", poser(point), {"iso2": ligne["iso2"], "nom": ligne["nom"], "rang": rang}
