"""Un nombre tel qu'on l'écrit en français."""

from decimal import ROUND_HALF_UP, Decimal

INSECABLE = "\u00a0"


def milliers(nombre: int) -> str:
    """« 34 875 », avec une espace insécable par millier."""
    return f"{nombre:,}".replace(",", INSECABLE)


def decimal_fr(valeur: Decimal, decimales: int) -> str:
    """« 1 234,50 » : tant de décimales, la moitié monte."""
    rond = valeur.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)
    return f"{rond:,f}".replace(",", INSECABLE).replace(".", ",")


def euros(somme: Decimal) -> str:
    """« 12 500 € » ; les centimes ne sont dits que s'il y en a."""
    return decimal_fr(somme, 0 if somme == somme.to_integral_value() else 2) + INSECABLE + "€"


def pour_cent(part: Decimal) -> str:
    """« 23,7 % » d'une part de 0 à 1, au dixième, la moitié monte."""
    return decimal_fr(part * 100, 1) + INSECABLE + "%"
