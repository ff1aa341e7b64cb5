"""Découper une suite en paquets : SQLite et PostgreSQL bornent le nombre de paramètres d'une requête."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def par_paquets(suite: Iterable[T], combien: int) -> Iterator[list[T]]:
    """Des listes de `combien` éléments au plus, dans l'ordre de la suite, lue au fil de l'eau ; aucune n'est vide."""
    reste = iter(suite)
    while paquet := list(islice(reste, combien)):
        yield paquet
