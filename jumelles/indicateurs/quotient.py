"""Rapporter une grandeur à une autre, ou dire pourquoi on ne le peut pas."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Empechement(StrEnum):
    """Pourquoi un rapport ne se calcule pas."""

    NON_MESURE = "non_mesure"
    ANNEES = "annees"
    PERIMETRES = "perimetres"
    NUL = "nul"


@dataclass(frozen=True, slots=True)
class Grandeur:
    """valeur None : non mesurée, ce qui n'est pas zéro. perimetre vide : la collectivité entière."""

    valeur: Decimal | None
    annee: int
    perimetre: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quotient:
    """valeur, ou empechement : jamais les deux, jamais aucun."""

    valeur: Decimal | None = None
    empechement: Empechement | None = None


def rapporter(haut: Grandeur, bas: Grandeur, *, annees_d_ecart: int = 0) -> Quotient:
    """haut / bas, à même année (à annees_d_ecart près) et même périmètre ; sans arrondi.

    Un périmètre vide, la collectivité entière, va avec tout autre : chacun en est une part.
    """
    if haut.valeur is None or bas.valeur is None:
        return Quotient(empechement=Empechement.NON_MESURE)
    if abs(haut.annee - bas.annee) > annees_d_ecart:
        return Quotient(empechement=Empechement.ANNEES)
    if haut.perimetre and bas.perimetre and haut.perimetre != bas.perimetre:
        return Quotient(empechement=Empechement.PERIMETRES)
    if not bas.valeur:
        return Quotient(empechement=Empechement.NUL)
    return Quotient(haut.valeur / bas.valeur)
