"""Les collectivités françaises : trois sources assemblées en une seule table, liée par les codes publics."""

from jumelles.sources.references.collectivites.assemblage import oublier
from jumelles.sources.references.collectivites.preparation import find_fichiers, preparer

__all__ = ["find_fichiers", "oublier", "preparer"]
