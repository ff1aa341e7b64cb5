"""Un processus né d'un autre : il ne parle par aucune connexion de son lanceur, et ne lui survit pas."""

import os
import threading
from multiprocessing import connection as liaisons
from multiprocessing import parent_process

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_HERITEES: list[BaseDatabaseWrapper] = []  # tenues sans servir : les détruire couperait celles du lanceur


def se_detacher() -> None:
    """À faire d'abord dans l'enfant : oublier les connexions du lanceur, et s'en aller s'il disparaît."""
    _oublier_les_connexions()
    threading.Thread(target=_partir_avec_lui, daemon=True).start()


def _oublier_les_connexions() -> None:
    """Ne jamais parler par une connexion du lanceur : sous une boucle asyncio, il en garde d'autres que les siennes."""
    _HERITEES.extend(connections.all(initialized_only=True))
    for heritee in _HERITEES:
        del connections[heritee.alias]


def _partir_avec_lui() -> None:
    """Tué, celui qui a lancé ce processus ne peut plus l'arrêter : on s'en va de soi-même."""
    lanceur = parent_process()
    if lanceur is not None:
        liaisons.wait([lanceur.sentinel])
        os._exit(1)
