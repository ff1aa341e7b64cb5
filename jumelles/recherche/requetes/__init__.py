"""Les questions de recherche : une liste, ses comptes par facette, quoi relâcher, une boîte pour tout."""

from jumelles.recherche.requetes.cibles import cibles_utilisees
from jumelles.recherche.requetes.facettes import Choix, Facette, facette, facettes
from jumelles.recherche.requetes.familles import Famille, familles, proposer
from jumelles.recherche.requetes.listes import (
    PAGES_MAX,
    TAILLE,
    Liste,
    acteurs,
    compter,
    lister,
    projets,
    relations,
)
from jumelles.recherche.requetes.relacher import Relachement, garder_seul, relaxer

__all__ = [
    "PAGES_MAX",
    "TAILLE",
    "Choix",
    "Facette",
    "Famille",
    "Liste",
    "Relachement",
    "acteurs",
    "cibles_utilisees",
    "compter",
    "facette",
    "facettes",
    "familles",
    "garder_seul",
    "lister",
    "projets",
    "proposer",
    "relations",
    "relaxer",
]
