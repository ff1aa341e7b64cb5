"""Une évolution : de combien à combien, rapportée à la valeur de départ, jamais à celle d'arrivée."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jumelles.referentiel.mesure import Mesure


@dataclass(frozen=True, slots=True)
class Evolution:
    """D'un départ à une arrivée, de même unité ; None si l'un manque, ou si l'on part de zéro.

    ValueError si les unités diffèrent : des euros ne deviennent pas des habitants.
    """

    depart: Mesure
    arrivee: Mesure

    def __post_init__(self) -> None:
        if self.depart.unite != self.arrivee.unite:
            raise ValueError(f"De {self.depart.unite} à {self.arrivee.unite} : une évolution garde son unité.")

    @property
    def ecart(self) -> Decimal | None:
        """Arrivée moins départ, dans leur unité."""
        a, b = self.depart.valeur, self.arrivee.valeur
        return None if a is None or b is None else b - a

    @property
    def pour_cent(self) -> Decimal | None:
        """L'écart en pour cent du départ, au dixième le plus proche (la moitié s'éloigne de zéro)."""
        ecart, depart = self.ecart, self.depart.valeur
        if ecart is None or not depart:
            return None
        return (ecart * 100 / abs(depart)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
