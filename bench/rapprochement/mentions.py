"""Lire dans les tables de jumelages chaque ville nommée, une fois, avec ce que les lignes en disent."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LISTES = ("france", "belgium", "spain")
_BOUTS = (
    ("origincityLabel", "origincountry", "originlat", "originlong", "originpopulation"),
    ("sistercityLabel", "destination_countryLabel", "destinationlat", "destinationlong", "destinationpopulation"),
)
PARTENAIRES_MAX = 5


@dataclass(frozen=True, slots=True)
class Citee:
    """Une ville qu'une liste nomme. pays_dit : en anglais ; degrés WGS84 ; population None : non dite."""

    liste: str
    nom: str
    pays_dit: str
    lat: float
    lon: float
    population: int | None
    partenaires: tuple[str, ...]


def lire(dossier: Path) -> list[Citee]:
    """Les villes distinctes (liste, nom, pays, point au centième de degré) ; sans point, la vérité manque : omises."""
    groupes: defaultdict[tuple[str, str, str, float, float], list[tuple[str, str]]] = defaultdict(list)
    points: dict[tuple[str, str, str, float, float], tuple[float, float]] = {}
    for liste in LISTES:
        for nom, pays, lat, lon, population, partenaire in _bouts(dossier / f"{liste}.tsv"):
            cle = (liste, nom, pays, round(lat, 2), round(lon, 2))
            points.setdefault(cle, (lat, lon))
            groupes[cle].append((population, partenaire))
    return [_citee(cle, points[cle], dits) for cle, dits in groupes.items()]


def _bouts(chemin: Path) -> Iterator[tuple[str, str, float, float, str, str]]:
    with chemin.open(encoding="utf-8", newline="") as fichier:
        for ligne in csv.DictReader(fichier, delimiter="\t", quoting=csv.QUOTE_NONE):
            for ici, autre in (_BOUTS, _BOUTS[::-1]):
                nom, pays, lat, lon, population = (ligne[c] or "" for c in ici)
                if lat and lon:
                    yield nom, pays, float(lat), float(lon), population, ligne[autre[0]]


def _citee(
    cle: tuple[str, str, str, float, float], point: tuple[float, float], dits: Iterable[tuple[str, str]]
) -> Citee:
    liste, nom, pays, _, _ = cle
    dits = list(dits)
    populations = [int(float(p)) for p, _ in dits if p]
    partenaires = tuple(dict.fromkeys(p for _, p in dits))[:PARTENAIRES_MAX]
    return Citee(liste, nom, pays, *point, populations[0] if populations else None, partenaires)
