"""Comparer les manières d'agir : cinq collèges d'acteurs, les mêmes critères, chaque phrase sourcée (C3.10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jumelles.conseil.faits import FaitCite, read_fait
from jumelles.conseil.lecture import read_lignes
from jumelles.conseil.phrases import dire
from jumelles.droit.lecture import TableInvalide


class College(StrEnum):
    """Les collèges que nomme l'ARRICOD (2013) : « associations, ONG, aide bilatérale ou multilatérale des Etats »."""

    COLLECTIVITES = "collectivites"
    ASSOCIATIONS = "associations"
    ONG = "ong"
    BILATERAL = "bilateral"
    MULTILATERAL = "multilateral"


@dataclass(frozen=True, slots=True)
class CritereGrille:
    """Une ligne de la grille : un critère, et ce que l'on sait de chaque collège, dans leur ordre."""

    code: str
    libelle: str
    cellules: tuple[tuple[College, tuple[FaitCite, ...]], ...]

    def cellule(self, college: College) -> tuple[FaitCite, ...]:
        """Les faits d'un collège ; vide : non renseigné."""
        return dict(self.cellules)[college]

    def dire(self, college: College) -> str:
        """La cellule en une phrase, ou « non renseigné »."""
        return " ; ".join(f.texte for f in self.cellule(college)) or dire("non_renseigne")


@cache
def grille() -> tuple[CritereGrille, ...]:
    """Tous les critères, dans l'ordre de la table."""
    faits: dict[tuple[str, College], list[FaitCite]] = {}
    for x in read_lignes("grille", "critere college texte source etat"):
        faits.setdefault((x["critere"], College(x["college"])), []).append(read_fait(x))
    lus = tuple(
        CritereGrille(x["code"], x["libelle"], tuple((c, tuple(faits.pop((x["code"], c), ()))) for c in College))
        for x in read_lignes("criteres_grille", "code libelle")
    )
    if faits:
        raise TableInvalide(f"grille.csv : critères inconnus {sorted(c for c, _ in faits)}")
    return lus


def lignes_de_grille(codes: Iterable[str]) -> tuple[CritereGrille, ...]:
    """Ces critères, dans l'ordre demandé ; KeyError si l'un n'existe pas."""
    connus = {c.code: c for c in grille()}
    return tuple(connus[c] for c in codes)
