"""Parcourir tout un ensemble à mémoire constante, même si l'index est refait au milieu.

Chaque paquet est une question neuve : « les suivants, par identifiant croissant, après celui-là ». Un index refait
entre deux paquets ne fait donc rien sauter ni revenir deux fois : ce qui est là du début à la fin est écrit une fois
et une seule ; ce qui arrive, change ou part pendant la lecture est écrit tel qu'on le trouve en y passant. Les totaux
écrits à la fin d'un fichier sont ceux de ses lignes. Si l'index disparaît, l'écriture s'interrompt par une erreur :
jamais un fichier coupé qui aurait l'air entier.
"""

from collections.abc import Iterator

from jumelles.recherche.document import Trouve
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur.port import Moteur

PREMIER = 500  # vite le premier octet
SUIVANTS = 2000


def paquets(moteur: Moteur, filtre: Filtre, sorte: Sorte) -> Iterator[tuple[Trouve, ...]]:
    """Toutes les fiches, par identifiant croissant, en paquets ; MoteurIndisponible si l'index n'est pas là."""
    apres, nombre = 0, PREMIER
    while paquet := moteur.parcourir(filtre, sorte, apres=apres, nombre=nombre):
        yield paquet
        apres, nombre = paquet[-1].id, SUIVANTS


def paquets_de_lignes(moteur: Moteur, filtre: Filtre, sorte: Sorte) -> Iterator[list[str]]:
    """Les mêmes, chaque fiche d'un trait (voir `recherche.ligne`)."""
    apres, nombre = 0, PREMIER
    while paquet := moteur.lignes(filtre, sorte, apres=apres, nombre=nombre):
        yield [ligne for _, ligne in paquet]
        apres, nombre = paquet[-1][0], SUIVANTS
