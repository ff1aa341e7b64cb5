"""Mesurer le rapprochement : jeux de vérité, évaluateur, vitesse, et les autres aux mêmes listes."""

from bench.demarrer import PRET

__all__ = ["PRET"]
