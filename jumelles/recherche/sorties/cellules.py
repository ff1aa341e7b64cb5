"""Des fiches aux cellules, colonne par colonne : cellule par cellule, ce serait trop lent."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.conf import settings

from jumelles.recherche.dictionnaire import Colonne
from jumelles.recherche.document import Cellule, Trouve
from jumelles.recherche.ligne import ENTRE


def transposer(paquet: Iterable[Trouve], colonnes: Sequence[Colonne]) -> Iterator[Sequence[Cellule]]:
    """Les valeurs d'un paquet non vide, une suite par colonne (deux au moins)."""
    lire = itemgetter(*(c.nom for c in colonnes))
    return zip(*[lire(t.fiche) for t in paquet], strict=True)


def joindre(valeurs: Sequence[Any]) -> list[str]:
    """Une colonne de listes, chaque liste d'un trait."""
    return [ENTRE.join(v) if v else "" for v in valeurs]


def entieres(valeurs: Sequence[Any]) -> list[str]:
    """Une colonne de chemins, en adresses publiques."""
    racine = settings.ADRESSE_PUBLIQUE
    return [racine + v if v else "" for v in valeurs]
