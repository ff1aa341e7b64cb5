"""Garder une réponse d'une écriture à l'autre : ce que plusieurs pages demandent et que rien n'a changé depuis."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.conf import settings
from django.db import connection

from jumelles.provenance.requetes import derniere_ecriture
from jumelles.recherche.moteur import MoteurIndisponible, moteur
from jumelles.recherche.moteur.memoire import Memoire

T = TypeVar("T")
_MEMOIRE = Memoire()


def garder(question: Hashable, calculer: Callable[[], T]) -> T:
    """La réponse, calculée une seule fois tant que ni la base ni l'index ne changent ; une requête pour le savoir.

    question : identité de la demande, paramètres et jour compris.
    """
    return _MEMOIRE.rendre(_etat(), question, calculer)


def _etat() -> Hashable:
    """La base branchée, sa dernière écriture, et où en est l'index : la réponse peut venir de l'une et de l'autre."""
    try:
        repere = moteur().repere()
    except MoteurIndisponible:
        repere = None
    return (connection.settings_dict["NAME"], derniere_ecriture(), str(settings.INDEX), repere)
