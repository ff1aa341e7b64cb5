"""Les espaces insécables du français."""

import re

INSECABLE = "\u00a0"
_AVANT = re.compile(r" (?=[:;?!%»])")


def typographier(texte: str) -> str:
    """Poser les espaces insécables du français : un signe double ne commence jamais une ligne."""
    return _AVANT.sub(INSECABLE, texte).replace("« ", f"«{INSECABLE}")
