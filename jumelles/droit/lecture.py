"""Lire une table du droit, strictement : une colonne de trop ou de moins arrête tout."""

import csv
from importlib.resources import files

from jumelles.referentiel.temps import DatePartielle


class TableInvalide(ValueError):
    """Une table n'a pas la forme attendue, ou cite ce qui n'existe pas."""


def read_lignes(nom: str, colonnes: str, piece: str = "jumelles.droit") -> list[dict[str, str]]:
    """Les lignes de `tables/<nom>.csv` ; colonnes : les noms attendus, dans l'ordre, séparés par des espaces."""
    texte = (files(piece) / "tables" / f"{nom}.csv").read_text(encoding="utf-8")
    lecteur = csv.DictReader(texte.splitlines(), strict=True)
    if lecteur.fieldnames != colonnes.split():
        raise TableInvalide(f"{nom}.csv : colonnes {lecteur.fieldnames}")
    lignes = list(lecteur)
    for numero, ligne in enumerate(lignes, start=2):
        if None in ligne or None in ligne.values():
            raise TableInvalide(f"{nom}.csv, ligne {numero} : nombre de cellules")
    return lignes


def codes(cellule: str) -> tuple[str, ...]:
    """« a;b » → (« a », « b ») ; cellule vide : aucun."""
    return tuple(c for c in cellule.split(";") if c)


def read_jour(cellule: str) -> DatePartielle | None:
    """Une date partielle, ou None si la cellule est vide ; DateIllisible sinon."""
    return DatePartielle.read(cellule) if cellule else None
