"""Les noms que d'autres langues donnent à nos communes : « Dunkirk », « Estrasburgo »."""

from jumelles.sources.references.exonymes.preparation import find_fichiers, preparer

__all__ = ["find_fichiers", "preparer"]
