"""Une valeur avec son unité, sa source et son millésime ; inconnu n'est pas zéro."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Mesure:
    """valeur None : inconnue. On n'additionne que des mesures de même unité et de même provenance."""

    valeur: Decimal | None
    unite: str
    source: str
    millesime: str

    def __add__(self, autre: "Mesure") -> "Mesure":
        if (self.unite, self.source, self.millesime) != (autre.unite, autre.source, autre.millesime):
            raise ValueError("On n'additionne que des mesures de même unité, source et millésime.")
        if self.valeur is None or autre.valeur is None:
            return Mesure(None, self.unite, self.source, self.millesime)
        return Mesure(self.valeur + autre.valeur, self.unite, self.source, self.millesime)
