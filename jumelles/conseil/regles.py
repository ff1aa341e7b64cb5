"""Les règles du conseil : une par ligne, sa condition, son effet, sa phrase, sa source, deux vecteurs."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jumelles.conseil.conditions import Condition, Situation
from jumelles.conseil.faits import FaitCite, read_fait
from jumelles.conseil.lecture import read_lignes
from jumelles.conseil.partenaires import types_de_partenaires
from jumelles.conseil.vecteurs import read_situation
from jumelles.droit.lecture import TableInvalide, codes

_COLONNES = "regle types condition effet poids texte source etat vecteur_positif vecteur_negatif"


class Effet(StrEnum):
    """PROPOSER ajoute un type ; RENFORCER et RECULER changent son rang s'il est proposé ; PRUDENCE le nuance.

    ECARTER l'ôte, quoi qu'en disent les autres ; AVERTIR vaut pour tout le conseil ; ACTEUR classe un acteur réel.
    """

    PROPOSER = "proposer"
    RENFORCER = "renforcer"
    RECULER = "reculer"
    PRUDENCE = "prudence"
    ECARTER = "ecarter"
    AVERTIR = "avertir"
    ACTEUR = "acteur"


_SANS_TYPE = (Effet.AVERTIR, Effet.ACTEUR)
_SIGNES = {Effet.PROPOSER: 1, Effet.RENFORCER: 1, Effet.RECULER: -1, Effet.ACTEUR: 1}


@dataclass(frozen=True, slots=True)
class RegleConseil:
    """types : les codes qu'elle vise ; poids : ce qu'elle ajoute ou ôte au rang, zéro si elle n'y change rien."""

    code: str
    types: tuple[str, ...]
    condition: Condition
    effet: Effet
    poids: int
    fait: FaitCite
    positif: Situation
    negatif: Situation

    def __post_init__(self) -> None:
        signe = _SIGNES.get(self.effet, 0)
        if bool(self.types) is (self.effet in _SANS_TYPE) or (self.poids > 0) - (self.poids < 0) != signe:
            raise TableInvalide(f"règle {self.code} : types ou poids contraires à l'effet « {self.effet} »")
        if inconnus := set(self.types) - {t.code for t in types_de_partenaires()}:
            raise TableInvalide(f"règle {self.code} : types inconnus {', '.join(sorted(inconnus))}")


@cache
def regles() -> tuple[RegleConseil, ...]:
    """Toutes les règles, dans l'ordre de la table."""
    lues = tuple(
        RegleConseil(
            x["regle"], codes(x["types"]), Condition.read(x["condition"]), Effet(x["effet"]), int(x["poids"]),
            read_fait(x), read_situation(x["vecteur_positif"]), read_situation(x["vecteur_negatif"]),
        )
        for x in read_lignes("regles", _COLONNES)
    )  # fmt: skip
    if len({r.code for r in lues}) < len(lues):
        raise TableInvalide("regles.csv : un code en double")
    return lues
