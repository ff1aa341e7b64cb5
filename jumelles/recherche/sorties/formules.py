"""Une cellule de texte qu'un tableur prendrait pour une formule reçoit une apostrophe ; notre import l'ôte.

Se neutralise ce qui commence par = + - @ (pleine chasse et moins typographique compris), après des blancs ou non,
par une tabulation, un retour ou un saut de ligne. Ce qui commence déjà par des apostrophes suivies d'un tel signe en
reçoit une de plus : ainsi `retablir(neutraliser(texte)) == texte` pour tout texte.
"""

import re
from collections.abc import Sequence

_DANGER = r"'*(?:[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212])"
_COMMENCE = re.compile(_DANGER)
_NEUTRALISE = re.compile("'" + _DANGER)
# Pour dire en une fois si, dans une colonne mise bout à bout, une cellule au moins est à neutraliser.
LIMITE = "\x00"
_UNE_DANS = re.compile(f"{LIMITE}{_DANGER}")


def neutraliser(texte: str) -> str:
    """Le même texte, précédé d'une apostrophe si un tableur pouvait l'exécuter."""
    if texte[:1].isalnum():  # presque toujours : ni signe, ni blanc, ni apostrophe
        return texte
    return "'" + texte if _COMMENCE.match(texte) else texte


def une_formule_dans(cellules: Sequence[str | None]) -> bool:
    """Dire si une cellule au moins de cette colonne est à neutraliser."""
    return _UNE_DANS.search(LIMITE + LIMITE.join([c for c in cellules if c])) is not None


def retablir(texte: str) -> str:
    """Ôter l'apostrophe qu'un de nos exports avait mise ; tout autre texte est rendu tel quel."""
    return texte[1:] if _NEUTRALISE.match(texte) else texte
