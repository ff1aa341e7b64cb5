"""Composer des entités : qui, d'après des jugements, n'est qu'une seule chose. Sans base, et sans ordre."""

from collections.abc import Callable, Iterable
from typing import Any

Paire = tuple[int, int]


def composer(ids: Iterable[int], paires: Iterable[Paire]) -> list[tuple[int, ...]]:
    """Les groupes que joignent ces paires, chacun trié, triés entre eux ; un isolé est un groupe d'un seul."""
    chef = {i: i for i in ids}

    def tete(i: int) -> int:
        while chef[i] != i:
            chef[i] = chef[chef[i]]
            i = chef[i]
        return i

    for a, b in paires:
        chef.setdefault(a, a)
        chef.setdefault(b, b)
        un, autre = sorted((tete(a), tete(b)))
        chef[autre] = un
    groupes: dict[int, list[int]] = {}
    for i in sorted(chef):
        groupes.setdefault(tete(i), []).append(i)
    return sorted(tuple(g) for g in groupes.values())


def voulus(choix: Iterable[tuple[int, int]]) -> set[int]:
    """Ceux que des personnes ont voulu garder, d'après des (gardé, fondu), et que personne n'a fondus ailleurs."""
    paires = set(choix)
    return {garde for garde, _ in paires} - {fondu for _, fondu in paires}


def designer(groupe: Iterable[int], rang: Callable[[int], Any]) -> int:
    """Celui qui donne son adresse au groupe : le premier selon ce rang, puis le plus petit numéro."""
    return min(groupe, key=lambda i: (rang(i), i))


def voisinage(ids: Iterable[int], paires: Iterable[Paire]) -> set[int]:
    """Ces objets, et tous ceux que des paires leur joignent, de proche en proche."""
    voisins: dict[int, set[int]] = {}
    for a, b in paires:
        voisins.setdefault(a, set()).add(b)
        voisins.setdefault(b, set()).add(a)
    tous = set(ids)
    front = set(tous)
    while front:
        front = {v for i in front for v in voisins.get(i, ())} - tous
        tous |= front
    return tous
