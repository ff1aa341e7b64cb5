"""Ce qu'une chose de la base devient dans l'index : bâtie par paquets, déjà brouillée, jamais autrement."""

from jumelles.recherche.documents.course import PAQUET, SORTES_INDEXEES, Course
from jumelles.recherche.documents.equipe import Batir, batisseurs, bon_nombre

__all__ = ["PAQUET", "SORTES_INDEXEES", "Batir", "Course", "batisseurs", "bon_nombre"]
