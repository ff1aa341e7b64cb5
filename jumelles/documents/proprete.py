"""Un texte sans caractères de commande ni renversement de sens : ce qui se voit, et rien d'autre."""

import re
import unicodedata
from functools import lru_cache

_VARIANTES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ESPACES = re.compile(" {2,}")
_ACCENTS_EMPILES = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
_A_REGARDER = re.compile("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u2049\u20ac]")


def assainir(texte: str) -> str:
    """Le texte en forme NFC, sur une ligne, sans commande, sans direction forcée, sans signe invisible."""
    if _A_REGARDER.search(texte):
        texte = unicodedata.normalize("NFC", "".join(map(_garder, _VARIANTES.sub("", texte))))
        texte = _ACCENTS_EMPILES.sub(r"\1", texte)
    return _ESPACES.sub(" ", texte).strip(" ")


def assainir_morceau(texte: str) -> str:
    """La même chose pour un bout de phrase, dont les espaces du bord séparent des voisins."""
    avant, apres = " " * texte[:1].isspace(), " " * texte[-1:].isspace()
    propre = assainir(texte)
    bords = propre[:1] not in {"\u00a0", "\u202f"}, propre[-1:] not in {"\u00a0", "\u202f"}
    return (avant * bords[0] + propre + apres * bords[1]) if propre else avant


@lru_cache(maxsize=16_384)
def _garder(signe: str) -> str:
    sorte = unicodedata.category(signe)
    if sorte in ("Zl", "Zp") or signe in "\t\n\r\v\f\x85":
        return " "
    return "" if sorte[0] == "C" else signe
