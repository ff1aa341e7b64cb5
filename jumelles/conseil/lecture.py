"""Lire une table du conseil, aussi strictement que celles du droit."""

from jumelles.droit import lecture


def read_lignes(nom: str, colonnes: str) -> list[dict[str, str]]:
    """Les lignes de `tables/<nom>.csv` ; colonnes : les noms attendus ; TableInvalide sinon."""
    return lecture.read_lignes(nom, colonnes, "jumelles.conseil")
