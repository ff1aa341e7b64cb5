"""Garder ce que l'on a lu d'un texte court ; un texte long se relit, pour que nul n'emplisse la mémoire."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

COURT = 80  # signes : un nom de collectivité sur mille en a plus
P = ParamSpec("P")
R = TypeVar("R")
Lire = Callable[Concatenate[str, P], R]


def garder_les_courts(combien: int, *, longueur: int = COURT) -> Callable[[Lire[P, R]], Lire[P, R]]:
    """Garder les `combien` dernières lectures dont le texte (premier argument) a au plus `longueur` signes."""

    def poser(lire: Lire[P, R]) -> Lire[P, R]:
        gardee: Lire[P, R] = lru_cache(maxsize=combien)(lire)

        @wraps(lire)
        def lue(texte: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return (gardee if len(texte) <= longueur else lire)(texte, *args, **kwargs)

        return lue

    return poser
