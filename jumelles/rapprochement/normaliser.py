"""Réduire un nom à ce qui le distingue : ni accents, ni casse, ni ponctuation."""

import re
import unicodedata

_AUTRE = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i"}
)
_SAINT = re.compile(r"\b(?:st|ste|sts|stes)\b")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def cle(nom: str) -> str:
    """Rendre la clé de comparaison d'un nom : « Saint-Étienne » et « ST ETIENNE » ont la même.

    Les signes d'écritures non latines sont ôtés : un nom qui n'en a pas d'autres rend "".
    """
    plat = nom.casefold()
    if not plat.isascii():
        plat = unicodedata.normalize("NFKD", plat.translate(_LIGATURES))
        plat = "".join(signe for signe in plat if not unicodedata.combining(signe))
    plat = _AUTRE.sub(" ", plat).strip()
    return _SAINT.sub(lambda m: _SAINTS[m.group()], plat)
