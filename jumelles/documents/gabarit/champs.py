"""Les champs automatiques d'un document Word : le premier mot de chacun, même écrit par morceaux."""

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def codes_de_champ(racine: etree._Element) -> Iterator[str]:
    """« PAGE », « TOC », « DDEAUTO »… ; « ? » pour un champ dont le code est lui-même calculé."""
    pile: list[list[str]] = []
    for element in racine.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if element.tag == f"{_W}fldSimple":
            yield _premier(element.get(f"{_W}instr", ""))
        elif element.tag == f"{_W}instrText":
            (pile[-1] if pile else _libre(pile)).append(element.text or "")
        elif element.get(f"{_W}fldCharType") == "begin":
            pile.append([])
        elif element.get(f"{_W}fldCharType") == "end" and pile:
            yield _premier("".join(pile.pop()))
    yield from (_premier("".join(morceaux)) for morceaux in pile)


def _libre(pile: list[list[str]]) -> list[str]:
    pile.append([])
    return pile[-1]


def _premier(code: str) -> str:
    mots = code.split()
    if not mots:
        return "?"
    return "=" if mots[0].startswith("=") else mots[0]
