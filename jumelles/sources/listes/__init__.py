"""Rapprocher une liste de noms : le fichier rendu garde ses colonnes et dit ce que chaque nom désigne."""

from jumelles.sources.listes.rendu import AJOUTS, Bilan, rapprocher_liste

__all__ = ["AJOUTS", "Bilan", "rapprocher_liste"]
