"""Une part : combien sur combien, avec ce qu'il faut pour la vérifier."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jumelles.referentiel.mesure import Mesure


@dataclass(frozen=True, slots=True)
class Part:
    """numerateur sur denominateur ; pour_cent au dixième, None si l'un manque ou si l'on divise par zéro."""

    numerateur: Mesure
    denominateur: Mesure

    @property
    def pour_cent(self) -> Decimal | None:
        """La part en pour cent, arrondie au dixième le plus proche (la moitié monte)."""
        haut, bas = self.numerateur.valeur, self.denominateur.valeur
        if haut is None or bas is None or bas == 0:
            return None
        return (haut * 100 / bas).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
