"""Le premier pas vers un type de partenaire ; ce n'est pas sa porte d'entrée, que personne n'a encore dite."""

from functools import cache

from jumelles.conseil.faits import FaitCite, read_fait
from jumelles.conseil.lecture import read_lignes
from jumelles.conseil.partenaires import TypePartenaire


@cache
def _pas() -> dict[str, FaitCite]:
    return {x["type"]: read_fait(x) for x in read_lignes("premiers_pas", "type texte source etat")}


def premier_pas(type_: TypePartenaire) -> FaitCite:
    """Par où commencer ; KeyError si la table n'en dit rien."""
    return _pas()[type_.code]
