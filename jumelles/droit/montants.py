"""Un montant tel qu'on accepte d'en juger : exact, fini, positif ou nul, pas démesuré."""

from decimal import Decimal

PLUS_GRAND = Decimal(10) ** 13
CENTIMES = -2


class MontantImpossible(ValueError):
    """Un montant négatif, infini, démesuré, plus fin que le centime, ou qui n'est pas un Decimal."""


def exiger_montant(valeur: Decimal | None) -> Decimal | None:
    """La valeur en euros, ou None (inconnue) ; MontantImpossible sinon."""
    if valeur is None:
        return None
    if not isinstance(valeur, Decimal) or not valeur.is_finite() or not 0 <= valeur <= PLUS_GRAND:
        raise MontantImpossible(f"montant impossible : {valeur!r}")
    if valeur != round(valeur, -CENTIMES):
        raise MontantImpossible(f"plus fin que le centime : {valeur}")
    return valeur
