"""Quelles mailles d'un niveau ont une partie dans une emprise."""

from collections.abc import Iterator
from math import ceil, floor

from jumelles.recherche.emprise import RIEN, Emprise

Bande = tuple[range, range]  # colonnes, lignes


def bandes(emprise: Emprise, niveau: int) -> tuple[Bande, ...]:
    """Les mailles touchées : une bande, ou deux si l'emprise passe l'antiméridien."""
    n = 1 << niveau
    gauche, droite = floor((emprise.ouest + 180) / 360 * n + RIEN), ceil((emprise.est + 180) / 360 * n - RIEN)
    bas, haut = floor((emprise.sud + 90) / 180 * n + RIEN), ceil((emprise.nord + 90) / 180 * n - RIEN)
    if emprise.ouest < emprise.est:
        return ((range(gauche, droite), range(bas, haut)),)
    return (range(min(droite, gauche)), range(bas, haut)), (range(gauche, n), range(bas, haut))


def combien(touchees: tuple[Bande, ...]) -> int:
    """Le nombre de mailles de ces bandes."""
    return sum(len(colonnes) * len(lignes) for colonnes, lignes in touchees)


def codes(touchees: tuple[Bande, ...], niveau: int) -> Iterator[str]:
    """Les mailles de ces bandes, une à une."""
    return (f"{niveau}/{x}/{y}" for colonnes, lignes in touchees for x in colonnes for y in lignes)


def dedans(touchees: tuple[Bande, ...], code: str) -> bool:
    """Dire si une maille du même niveau est dans l'une de ces bandes."""
    _, x, y = map(int, code.split("/"))
    return any(x in colonnes and y in lignes for colonnes, lignes in touchees)
