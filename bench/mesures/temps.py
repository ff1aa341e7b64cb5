"""Des durées à ce qu'on en dit : médiane, 95e centile, rapports."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Durees:
    """Combien de relevés, et leurs milieux, en millisecondes ; fautes : réponses qui n'étaient pas 200."""

    nombre: int
    mediane: float
    p95: float
    pire: float
    fautes: int = 0

    @classmethod
    def de(cls, secondes: Sequence[float], fautes: int = 0) -> "Durees":
        """Résumer des secondes."""
        rangees = sorted(x * 1000 for x in secondes) or [0.0]
        p95 = rangees[min(len(rangees) - 1, round(0.95 * (len(rangees) - 1)))]
        return cls(len(secondes), median(rangees), p95, rangees[-1], fautes)


def chronometrer(actions: Iterable[Callable[[], object]]) -> list[float]:
    """Les secondes que prend chaque action, l'une après l'autre."""
    secondes = []
    for action in actions:
        depart = time.perf_counter()
        action()
        secondes.append(time.perf_counter() - depart)
    return secondes
