"""Deux fiches d'une même chose n'en font plus qu'une : fondre, séparer, distinguer, et écrire hors fusion."""

from jumelles.cooperations.operations.fusion.refus import FusionRefusee
from jumelles.cooperations.operations.fusion.verbes import (
    annuler_decision,
    distinguer,
    fondre_acteurs,
    fondre_projets,
    fondre_relations,
    reprendre_decision,
    separer_acteurs,
    separer_projets,
    separer_relations,
)

__all__ = [
    "FusionRefusee",
    "annuler_decision",
    "distinguer",
    "fondre_acteurs",
    "fondre_projets",
    "fondre_relations",
    "reprendre_decision",
    "separer_acteurs",
    "separer_projets",
    "separer_relations",
]
