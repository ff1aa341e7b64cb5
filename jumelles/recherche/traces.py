"""Qui ↔ qui en traits : lien par lien tant qu'on peut les lire, par département et pays au-delà."""

from dataclasses import dataclass

from jumelles.recherche.document import Point
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.territoires.requetes import points_des_divisions, points_des_pays

Trait = tuple[float, float, float, float]  # longitude et latitude françaises, puis étrangères
SEUIL = 4000
TRAITS_MAX = 1500


@dataclass(frozen=True, slots=True)
class Traces:
    """traits : un par lien, ou (reunis) un par couple département–pays ; restent : couples trop faibles, non tracés.

    situees : relations localisées aux deux bouts ; muettes : celles qu'aucun trait ne montre.
    """

    traits: tuple[Trait, ...]
    situees: int
    muettes: int
    reunis: bool = False
    restent: int = 0


def traces(filtre: Filtre, *, seuil: int = SEUIL) -> Traces:
    """Les traits d'un ensemble de relations, en un nombre borné de lectures."""
    index = moteur()
    total, situees = index.compter(filtre, "relations"), index.compter(filtre, "relations", situes=True)
    if situees > seuil:
        return _reunis(filtre, total, situees)
    fiches = index.parcourir(filtre, "relations", nombre=seuil, situes=True)
    return Traces(tuple(t for f in fiches for t in _lien(f.points)), situees, total - situees)


def _lien(points: tuple[Point, ...]) -> list[Trait]:
    """Chaque bout français avec chaque bout étranger."""
    departs = [p for p in points if p.cote == "francais"]
    return [(d.lon, d.lat, a.lon, a.lat) for d in departs for a in points if a.cote == "etranger"]


def _reunis(filtre: Filtre, total: int, situees: int) -> Traces:
    """Du chef-lieu du département (ou de la région) au milieu du pays : un trait ne prétend pas à plus de précision."""
    comptes = moteur().arcs(filtre, nombre=TRAITS_MAX * 20)
    divisions, pays = points_des_divisions(), points_des_pays()
    couples = [(code.partition(">")[0], code.partition(">")[2]) for code in comptes]
    places = [(divisions[d], pays[p]) for d, p in couples if d in divisions and p in pays]
    traits = tuple((d[1], d[0], p[1], p[0]) for d, p in places[:TRAITS_MAX])
    return Traces(traits, situees, total - situees, reunis=True, restent=max(0, len(places) - TRAITS_MAX))
