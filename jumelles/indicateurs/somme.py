"""Une somme que l'on déclare, et celle de ses parts : quand elles diffèrent, on le dit, et les deux restent."""

from dataclasses import dataclass
from decimal import Decimal

from jumelles.referentiel.mesure import Mesure


@dataclass(frozen=True, slots=True)
class SommeDeclaree:
    """Un total publié et les parts publiées avec lui, de même unité ; aucun n'est corrigé."""

    total: Mesure
    parts: tuple[Mesure, ...]

    def __post_init__(self) -> None:
        if any(p.unite != self.total.unite for p in self.parts):
            raise ValueError("Une somme et ses parts ont la même unité.")

    @property
    def calcule(self) -> Decimal | None:
        """La somme des parts ; None s'il n'y en a pas, ou si l'une est inconnue."""
        valeurs = [p.valeur for p in self.parts]
        connues = [v for v in valeurs if v is not None]
        return sum(connues, Decimal(0)) if connues and len(connues) == len(valeurs) else None

    @property
    def ecart(self) -> Decimal | None:
        """Calculé moins déclaré : 0 si tout se recoupe, None si l'on ne peut pas le dire."""
        return None if self.calcule is None or self.total.valeur is None else self.calcule - self.total.valeur

    @property
    def se_recoupe(self) -> bool | None:
        """Vrai si les parts font le total ; None : inconnu, ce qui n'est pas oui."""
        return None if self.ecart is None else self.ecart == 0
