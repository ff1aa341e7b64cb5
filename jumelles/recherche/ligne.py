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
    # Une cellule vide sur deux : autant ne rien en demander.
    return SEPARE.join([en_cellule(v, types.get(nom, "texte")) if v else _vide(v) for nom, v in fiche.items()])


def en_cellule(valeur: Cellule, type_: Type) -> str:
    """Une valeur, telle qu'un tableur la lira sans rien exécuter."""
    if valeur is None:
        return ""
    if valeur is True or valeur is False:
        return "oui" if valeur else "non"
    if isinstance(valeur, (int, float)):
        return repr(valeur)
    texte = ENTRE.join(valeur) if isinstance(valeur, tuple) else valeur
    if SEPARE in texte or RACINE in texte:
        texte = _RESERVES.sub(" ", texte)
    if type_ == "adresse" and texte:
        return RACINE + texte
    return neutraliser(texte) if type_ in ("texte", "texte_libre", "liste") else texte


def _vide(valeur: Cellule) -> str:
    return "" if valeur is None or valeur == "" or valeur == () else en_cellule(valeur, "texte")


@cache
def empreinte() -> str:
    """Ce qui change dès qu'une colonne change de nom, de type ou de place."""
    plan = [(sorte, c.nom, c.type) for sorte in SORTES for c in COLONNES[sorte]]
    return hashlib.blake2b(repr(plan).encode(), digest_size=4).hexdigest()


@cache
def _types(sorte: str) -> dict[str, Type]:
    return {c.nom: c.type for c in COLONNES.get(sorte, ())}
