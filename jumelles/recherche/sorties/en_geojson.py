"""Le GeoJSON (RFC 7946) : tout l'ensemble ; ce qui n'est pas situé y est sans géométrie (3.2), compté, jamais posé.

Une relation : un trait par couple de parties situées, l'une en France, l'autre ailleurs. Un projet : ses lieux
d'action. Un acteur : son lieu. Un trait qui passe l'antiméridien est coupé en deux (RFC 7946, 3.1.9).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from jumelles.recherche.document import Point, Trouve
from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.octets import en_octets
from jumelles.recherche.sorties.en_json import a_propos, proprietes
from jumelles.recherche.sorties.extraction import Extraction
from jumelles.recherche.sorties.parcours import paquets

Position = tuple[float, float]  # longitude, latitude
# Du plus fin au plus grossier.
PRECISIONS = ("point", "ville", "region", "pays", "inconnue")


def ecrire_geojson(moteur: Moteur, extraction: Extraction) -> Iterator[bytes]:
    """Les octets d'une FeatureCollection ; en fin d'objet, `situes` et `non_situes` : avec et sans géométrie."""
    yield b'{"type":"FeatureCollection","a_propos":' + en_octets(a_propos(moteur, extraction)) + b',"features":[\n'
    nombre = situes = 0
    for paquet in paquets(moteur, extraction.filtre, extraction.sorte):
        yield (b",\n" if nombre else b"") + b",\n".join(en_octets(objet(t)) for t in paquet)
        nombre, situes = nombre + len(paquet), situes + sum(t.situe for t in paquet)
    yield b'\n],"situes":%d,"non_situes":%d}\n' % (situes, nombre - situes)


def objet(trouve: Trouve) -> dict[str, Any]:
    """Une fiche en Feature ; sans lieu mieux connu que le pays, sa géométrie est null.

    precision : celle de la fiche ; pour une relation, la moins fine des lieux que `lieux_dessines` détaille, ou de ses
    deux bouts si rien n'est dessiné.
    """
    points = dessines(trouve) if trouve.situe else ()
    return {
        "type": "Feature",
        "id": trouve.id,
        "geometry": geometrie(trouve.sorte, points) if points else None,
        "properties": {
            "precision": _la_moins_fine([p.precision for p in points] or _precisions_dites(trouve)),
            **proprietes(trouve),
            "lieux_dessines": [{"nom": p.nom, "cote": p.cote, "precision": p.precision} for p in points],
        },
    }


def dessines(trouve: Trouve) -> tuple[Point, ...]:
    """Les points que la géométrie montre, du bon côté."""
    cotes = ("francais", "etranger") if trouve.sorte == "relations" else ()
    return tuple(p for p in trouve.points if p.cote in cotes) if cotes else trouve.points


def geometrie(sorte: str, points: Sequence[Point]) -> dict[str, Any]:
    """Traits d'une relation, points d'un projet, point d'un acteur."""
    if sorte == "relations":
        return _traits([p for p in points if p.cote == "francais"], [p for p in points if p.cote == "etranger"])
    positions = list(dict.fromkeys(map(_position, points)))
    if len(positions) == 1:
        return {"type": "Point", "coordinates": positions[0]}
    return {"type": "MultiPoint", "coordinates": positions}


def _traits(departs: list[Point], arrivees: list[Point]) -> dict[str, Any]:
    couples = dict.fromkeys((_position(d), _position(a)) for d in departs for a in arrivees)
    traits = [morceau for d, a in couples if d != a for morceau in _couper(d, a)]
    if not traits:  # les deux bouts au même endroit : un trait sans longueur ne serait pas une géométrie
        return {"type": "Point", "coordinates": next(iter(couples))[0]}
    if len(traits) == 1:
        return {"type": "LineString", "coordinates": traits[0]}
    return {"type": "MultiLineString", "coordinates": traits}


def _couper(depart: Position, arrivee: Position) -> list[tuple[Position, Position]]:
    """Le trait le plus court ; en deux morceaux s'il passe l'antiméridien."""
    ecart = arrivee[0] - depart[0]
    if abs(ecart) <= 180:
        return [(depart, arrivee)]
    bord = 180.0 if depart[0] > 0 else -180.0
    parcouru = abs(bord - depart[0])
    part = parcouru / (360 - abs(ecart))
    latitude = round(depart[1] + part * (arrivee[1] - depart[1]), 6)
    morceaux = [(depart, (bord, latitude)), ((-bord, latitude), arrivee)]
    return [m for m in morceaux if m[0] != m[1]]


def _position(point: Point) -> Position:
    return round(point.lon, 6), round(point.lat, 6)


def _precisions_dites(trouve: Trouve) -> list[str]:
    """Celles des deux bouts d'une relation, quand on n'en dessine rien."""
    return [str(trouve.fiche.get(f"{bout}_precision", "")) for bout in ("francais", "etranger")]


def _la_moins_fine(precisions: Sequence[str]) -> str:
    rangs = [PRECISIONS.index(p) if p in PRECISIONS else len(PRECISIONS) - 1 for p in precisions]
    return PRECISIONS[max(rangs, default=len(PRECISIONS) - 1)]
