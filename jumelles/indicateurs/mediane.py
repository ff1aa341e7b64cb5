"""La médiane d'un groupe, et combien ils sont : jamais en dessous de cinq."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

EFFECTIF_MINIMAL = 5


@dataclass(frozen=True, slots=True)
class Mediane:
    """La valeur du milieu (la moyenne des deux du milieu s'ils sont en nombre pair), le quart bas, le quart haut, n.

    Les quartiles sont les médianes des deux moitiés, celle du milieu exclue (méthode de Moore et McCabe).
    """

    valeur: Decimal
    quart_bas: Decimal
    quart_haut: Decimal
    n: int


def mediane(valeurs: Sequence[int | Decimal]) -> Mediane | None:
    """None s'ils sont moins de EFFECTIF_MINIMAL : on ne compare pas à si peu."""
    rangees = sorted(Decimal(v) for v in valeurs)
    n = len(rangees)
    if n < EFFECTIF_MINIMAL:
        return None
    return Mediane(_milieu(rangees), _milieu(rangees[: n // 2]), _milieu(rangees[-(n // 2) :]), n)


def _milieu(rangees: Sequence[Decimal]) -> Decimal:
    n = len(rangees)
    return (rangees[(n - 1) // 2] + rangees[n // 2]) / 2
