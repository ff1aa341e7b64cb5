"""Ce que le nom d'une colonne laisse attendre, en quatre langues, sans accents ni casse."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jumelles.rapprochement.normaliser import cle

TABLE = Path(__file__).parents[1] / "synonymes.csv"
ENTIER, PARTIEL = 0.7, 0.4
_CHAMEAU = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Evocation:
    """Un champ qu'un nom de colonne évoque : avec quelle force (0 à 1), par quel mot de la table."""

    champ: str
    force: float
    mot: str


@cache
def _table() -> tuple[tuple[str, str], ...]:
    """(mot normalisé, champ)."""
    with TABLE.open(encoding="utf-8", newline="") as fichier:
        return tuple(
            (cle(mot), ligne["champ"]) for ligne in csv.DictReader(fichier) for mot in ligne["mots"].split(";")
        )


def evoquer(nom: str) -> list[Evocation]:
    """Les champs que ce nom évoque, du plus fort au plus faible ; un champ une fois."""
    dit = cle(_CHAMEAU.sub(" ", nom))
    nu = cle(_CHAMEAU.sub(" ", nom.partition("(")[0])) or dit
    trouves: dict[str, Evocation] = {}
    for mot, champ in _table():
        force = _force(mot, dit, nu)
        connue = trouves.get(champ)
        if force and (connue is None or force > connue.force):
            trouves[champ] = Evocation(champ, force, mot)
    return sorted(trouves.values(), key=lambda e: -e.force)


def _force(mot: str, dit: str, nu: str) -> float:
    """Entier, sans sa parenthèse, ou contenu : plus le mot couvre le nom, plus c'est fort."""
    if mot == dit:
        return ENTIER
    if mot == nu:
        return ENTIER - 0.05
    if len(mot) >= 4 and f" {mot} " in f" {dit} ":
        return PARTIEL * (0.5 + 0.5 * len(mot) / len(dit))
    return 0.0
