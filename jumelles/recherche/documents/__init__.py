"""Ce qu'une chose de la base devient dans l'index : bâtie par paquets, déjà brouillée, jamais autrement."""

from jumelles.recherche.documents.course import PAQUET, SORTES_INDEXEES, Course

__all__ = ["PAQUET", "SORTES_INDEXEES", "Course"]
