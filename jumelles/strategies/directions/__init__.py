"""Trois directions à proposer à l'élu·e : des règles écrites, chacune avec sa raison, tirées des faits de la base."""

from jumelles.strategies.directions.regles import Direction, RegleDirection, proposer, regles_de_direction
from jumelles.strategies.directions.situation import SituationLocale

__all__ = ["Direction", "RegleDirection", "SituationLocale", "proposer", "regles_de_direction"]
