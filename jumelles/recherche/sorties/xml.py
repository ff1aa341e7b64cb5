"""Ce qu'un document XML 1.0 n'admet pas, et qu'un texte de nos sources peut contenir."""

import re

INTERDITS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def lisible(texte: str) -> str:
    """Le même texte, une espace à la place de chaque signe interdit."""
    return INTERDITS.sub(" ", texte)
