"""Qui ↔ qui en traits : lien par lien tant qu'on peut les lire, par département et pays au-delà."""

from dataclasses import dataclass

from jumelles.recherche.carte import arcs, flux
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur

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
    bouts = (couple for _id, points in index.points(filtre, "relations", nombre=seuil) for couple in arcs(points))
    return Traces(tuple((de.lon, de.lat, vers.lon, vers.lat) for de, vers in bouts), situees, total - situees)


def _reunis(filtre: Filtre, total: int, situees: int) -> Traces:
    """Du chef-lieu du département (ou de la région) au milieu du pays : un trait ne prétend pas à plus de précision."""
    reunis = flux(filtre, nombre=TRAITS_MAX * 20)
    traits = tuple((*f.depart, *f.arrivee) for f in reunis[:TRAITS_MAX])
    return Traces(traits, situees, total - situees, reunis=True, restent=max(0, len(reunis) - TRAITS_MAX))
