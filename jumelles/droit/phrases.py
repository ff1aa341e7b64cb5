"""Les phrases que lit une personne : un code, une phrase, dans une table."""

from functools import cache

from jumelles.droit.lecture import read_lignes


@cache
def _phrases() -> dict[str, str]:
    return {x["code"]: x["phrase"] for x in read_lignes("phrases", "code phrase")}


def dire(code: str, **valeurs: object) -> str:
    """La phrase d'un code, ses accolades remplies ; KeyError si le code ou une valeur manque."""
    return _phrases()[code].format_map(valeurs)
