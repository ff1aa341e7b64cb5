"""Lire un nombre comme les gens l'écrivent : « 12 000,50 € », « 1.234.567 », « 12000.5 »."""

import re
from decimal import Decimal, InvalidOperation

_ORNEMENTS = re.compile(r"[\s\u00a0\u202f'’]|€|\beuros?\b|\beur\b", re.I)
_NU = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_MILLIERS_ANGLAIS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_MILLIERS_ALLEMANDS = re.compile(r"[-+]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|[-+]?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)


def lire_nombre(texte: str) -> Decimal | None:
    """Le nombre dit, ou None. Une virgule seule est décimale (« 12,5 »), sauf « 1,234,567 » ; « 1.234 » vaut 1,234."""
    nu = _ORNEMENTS.sub("", texte)
    if _MILLIERS_ALLEMANDS.fullmatch(nu):
        nu = nu.replace(".", "").replace(",", ".")
    elif (nu.count(",") > 1 and _MILLIERS_ANGLAIS.fullmatch(nu)) or ("." in nu and _MILLIERS_ANGLAIS.fullmatch(nu)):
        nu = nu.replace(",", "")
    elif nu.count(",") == 1 and "." not in nu:
        nu = nu.replace(",", ".")
    if not _NU.fullmatch(nu):
        return None
    try:
        return Decimal(nu)
    except InvalidOperation:
        return None
