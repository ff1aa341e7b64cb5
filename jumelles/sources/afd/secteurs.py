"""Du secteur que dit l'AFD à un thème : une correspondance relue, que personne du métier n'a encore vérifiée."""

import csv
from functools import cache
from pathlib import Path

from jumelles.rapprochement.normaliser import cle

TABLE = Path(__file__).parent / "secteurs_lus.csv"


@cache
def _read_secteurs() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as fichier:
        return {cle(ligne["secteur_dit"]): ligne["theme"] for ligne in csv.DictReader(fichier)}


def themes_du_secteur(secteur_dit: str) -> tuple[str, ...]:
    """Le code du thème qui répond à ce libellé du CAD ; rien si la table n'en dit rien."""
    theme = _read_secteurs().get(cle(secteur_dit))
    return (theme,) if theme else ()
