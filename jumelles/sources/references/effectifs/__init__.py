"""Combien de collectivités par catégorie : notre compte, et ceux qu'un document donne."""

from jumelles.sources.references.effectifs.depot import find_fichiers, preparer

__all__ = ["find_fichiers", "preparer"]
