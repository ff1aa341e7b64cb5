"""Un index abîmé (disque fatigué, fichier coupé) est un index indisponible : il se dit, et l'ouvrier le refait.

Sans cela, une panique du moteur traverserait le site entier : c'est une exception que rien n'attrape.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.utils.translation import gettext as _

from jumelles.recherche.moteur.port import Moteur, MoteurIndisponible

_LECTURES = frozenset((
    "chercher", "compter", "facettes", "mailles", "arcs", "parcourir", "lignes", "recents", "lire", "proposer",
    "familles", "repere",
))  # fmt: skip
_SIGNES = ("IO error", "corrupt")
_journal = logging.getLogger("jumelles.recherche")


def abriter(moteur: Moteur) -> Moteur:
    """Le même moteur, dont les lectures lèvent MoteurIndisponible si l'index est abîmé."""
    return cast("Moteur", _Abri(moteur))


class _Abri:
    def __init__(self, moteur: Moteur) -> None:
        self._moteur = moteur

    def __getattr__(self, nom: str) -> Any:
        attribut = getattr(self._moteur, nom)
        if nom in _LECTURES:
            return _lire_a_l_abri(attribut)
        return _parcourir_a_l_abri(attribut) if nom == "empreintes" else attribut


def _lire_a_l_abri(lire: Callable[..., Any]) -> Callable[..., Any]:
    def abritee(*arguments: Any, **options: Any) -> Any:
        with _index_lisible():
            return lire(*arguments, **options)

    return abritee


def _parcourir_a_l_abri(parcourir: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def abritee(*arguments: Any, **options: Any) -> Iterator[Any]:
        with _index_lisible():
            yield from parcourir(*arguments, **options)

    return abritee


@contextmanager
def _index_lisible() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MoteurIndisponible):
        raise
    except BaseException as panne:
        if not _dit_un_index_abime(panne):
            raise
        _journal.exception("L'index de recherche ne se lit plus.")
        raise MoteurIndisponible(_("L'index de recherche est abîmé : lancez « jumelles reindexer ».")) from panne


def _dit_un_index_abime(panne: BaseException) -> bool:
    """Une panique de tantivy, ce qu'il dit d'un fichier illisible, une fiche qui n'est plus du texte."""
    if type(panne).__name__ == "PanicException" or isinstance(panne, json.JSONDecodeError | UnicodeDecodeError):
        return True
    return isinstance(panne, ValueError) and any(signe in str(panne) for signe in _SIGNES)
