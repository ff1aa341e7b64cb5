"""Trois directions à proposer à l'élu·e : des règles écrites, chacune avec sa raison, tirées des faits de la base."""

from jumelles.strategies.directions.regles import (
    Direction,
    RegleDirection,
    proposer,
    regle_de_direction,
    regles_de_direction,
)
from jumelles.strategies.directions.situation import ICI, SituationLocale

__all__ = [
    "ICI",
    "Direction",
    "RegleDirection",
    "SituationLocale",
    "proposer",
    "regle_de_direction",
    "regles_de_direction",
]
