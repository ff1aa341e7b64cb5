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
from jumelles.recherche.requetes.relacher import Relachement, relaxer

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
    "lister",
    "projets",
    "proposer",
    "relations",
    "relaxer",
]
