"""Un montant par habitant, avec une population d'un millésime proche."""

from typing import Final

from jumelles.indicateurs.quotient import Grandeur, Quotient, rapporter

# La population publiée est toujours celle d'une autre année ; au-delà, l'écart compterait plus que le montant.
ECART_ADMIS: Final = 5


def par_habitant(montant: Grandeur, population: Grandeur) -> Quotient:
    """Euros par habitant ; empêché si plus de cinq ans séparent le montant et la population."""
    return rapporter(montant, population, annees_d_ecart=ECART_ADMIS)
