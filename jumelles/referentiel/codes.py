"""Les codes du métier et leurs contrôles : pays (ISO 3166-1)."""

import re

_ISO2 = re.compile(r"[A-Z]{2}")


def is_iso2(texte: str) -> bool:
    """Deux capitales latines."""
    return _ISO2.fullmatch(texte) is not None
