"""Les pays et territoires : notre table relue."""

from jumelles.sources.references.pays.depot import find_fichiers, preparer

__all__ = ["find_fichiers", "preparer"]
