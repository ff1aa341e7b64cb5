"""Les phrases du conseil : un code, une phrase, dans une table."""

from functools import cache

from jumelles.conseil.lecture import read_lignes


@cache
def _phrases() -> dict[str, str]:
    return {x["code"]: x["phrase"] for x in read_lignes("phrases", "code phrase")}


def dire(code: str) -> str:
    """La phrase d'un code ; KeyError s'il n'existe pas."""
    return _phrases()[code]
