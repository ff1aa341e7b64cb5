"""Bâtir tous les documents à plusieurs processus : l'un range ce que les autres lisent et composent.

Chaque bâtisseur a sa connexion et sa course. Les documents arrivent dans l'ordre, AVANCE paquets d'avance au plus :
la mémoire reste bornée. Un bâtisseur ne survit jamais à celui qui l'a lancé, même tué net.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult, Pool

from django.db import connections

from jumelles.recherche.document import Document
from jumelles.recherche.documents.course import SORTES_INDEXEES, Course, paquets_de, taille
from jumelles.taches.enfants import se_detacher

AVANCE = 8
ASSEZ = 20_000  # en dessous, un second processus coûte plus qu'il ne rapporte
Batir = Callable[[str], Iterator[Document]]
_COURSES: list[Course] = []  # celle de ce bâtisseur


def bon_nombre() -> int:
    """Combien de bâtisseurs, sur cette machine et pour cette base ; 0 : celui qui range bâtit aussi."""
    if any(c.in_atomic_block for c in connections.all(initialized_only=True)):
        return 0  # un autre processus ne verrait pas ce qui n'est pas encore validé
    coeurs = os.cpu_count() or 1
    return coeurs - 1 if coeurs > 1 and sum(map(taille, SORTES_INDEXEES)) > ASSEZ else 0


@contextmanager
def batisseurs(jour: date, nombre: int) -> Iterator[Batir]:
    """De quoi bâtir tous les documents d'une sorte, par identifiant croissant ; nombre 0 : dans ce processus."""
    if nombre < 1:
        yield Course(jour).tous
        return
    connections.close_all()  # une connexion ne se partage pas
    with get_context("fork").Pool(nombre, _s_installer, (jour,)) as equipe:
        yield partial(_tous, equipe, Course(jour))


def _tous(equipe: Pool, course: Course, sorte: str) -> Iterator[Document]:
    en_cours: deque[AsyncResult[list[Document]]] = deque()
    for paquet in paquets_de(sorte, course):
        en_cours.append(equipe.apply_async(_batir, (sorte, paquet)))
        if len(en_cours) > AVANCE:
            yield from en_cours.popleft().get()
    for reste in en_cours:
        yield from reste.get()


def _batir(sorte: str, paquet: list[int]) -> list[Document]:
    return _COURSES[0].documents(sorte, paquet)


def _s_installer(jour: date) -> None:
    se_detacher()
    _COURSES[:] = [Course(jour)]
