"""Les codes du métier et leurs contrôles : SIREN (INSEE, clé de Luhn), commune (COG), pays (ISO 3166-1)."""

import re

_COMMUNE = re.compile(r"(?:\d{2}|2[AB])\d{3}")
_ISO2 = re.compile(r"[A-Z]{2}")


def is_siren(texte: str) -> bool:
    """Neuf chiffres dont la clé de Luhn est juste."""
    if len(texte) != 9 or not texte.isascii() or not texte.isdigit():
        return False
    somme = 0
    for rang, chiffre in enumerate(reversed(texte)):
        valeur = int(chiffre) * (2 if rang % 2 else 1)
        somme += valeur - 9 if valeur > 9 else valeur
    return somme % 10 == 0


def is_code_commune(texte: str) -> bool:
    """Cinq signes : deux du département (2A et 2B compris), trois de la commune."""
    return _COMMUNE.fullmatch(texte) is not None


def is_iso2(texte: str) -> bool:
    """Deux capitales latines."""
    return _ISO2.fullmatch(texte) is not None
