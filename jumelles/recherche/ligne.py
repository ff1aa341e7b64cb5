"""Une fiche d'un trait : ses cellules de tableur, prêtes, dans l'ordre du dictionnaire.

Elle se fait une fois, quand le moteur range la fiche : le CSV de tout n'a plus qu'à la lire. Textes neutralisés,
listes jointes, booléens dits, nombres à point, dates telles quelles, rien pour ce qu'on ne sait pas. Le début de
l'adresse publique n'y est pas écrit : un réglage ne doit pas vieillir dans l'index.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache

from jumelles.recherche.dictionnaire import COLONNES, Type
from jumelles.recherche.document import Cellule
from jumelles.recherche.filtre import SORTES
from jumelles.recherche.sorties.formules import neutraliser

SEPARE = "\x1f"  # entre deux cellules
RACINE = "\x1e"  # là où vient l'adresse publique du site
ENTRE = " | "  # entre les éléments d'une liste
_RESERVES = re.compile(f"[{SEPARE}{RACINE}]")


def en_ligne(sorte: str, fiche: Mapping[str, Cellule]) -> str:
    """Les cellules de cette fiche, séparées par SEPARE."""
    types = _types(sorte)
    return SEPARE.join([en_cellule(valeur, types.get(nom, "texte")) for nom, valeur in fiche.items()])


def en_cellule(valeur: Cellule, type_: Type) -> str:
    """Une valeur, telle qu'un tableur la lira sans rien exécuter."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, (int, float)):
        return repr(valeur)
    texte = _RESERVES.sub(" ", ENTRE.join(valeur) if isinstance(valeur, tuple) else valeur)
    if type_ == "adresse" and texte:
        return RACINE + texte
    return neutraliser(texte) if type_ in ("texte", "texte_libre", "liste") else texte


@cache
def empreinte() -> str:
    """Ce qui change dès qu'une colonne change de nom, de type ou de place."""
    plan = [(sorte, c.nom, c.type) for sorte in SORTES for c in COLONNES[sorte]]
    return hashlib.blake2b(repr(plan).encode(), digest_size=4).hexdigest()


@cache
def _types(sorte: str) -> dict[str, Type]:
    return {c.nom: c.type for c in COLONNES.get(sorte, ())}
