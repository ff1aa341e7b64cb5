"""Le score dit-il vrai ? De ce qui est accepté à 0,97, environ 97 sur 100 doivent être justes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bench.rapprochement.notes import Note
from bench.rapprochement.wilson import intervalle

BORNES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999, 1.0001)
TOLERANCE = 0.02


@dataclass(frozen=True, slots=True)
class Tranche:
    """Les réponses dont le score est dans [de, a[. prevu : score moyen ; bas, haut : bornes à 95 % de l'observé."""

    de: float
    a: float
    nombre: int
    prevu: float
    observe: float
    bas: float
    haut: float

    @property
    def is_tenue(self) -> bool:
        """L'intervalle de l'observé, élargi de deux points, contient le prévu."""
        return self.bas - TOLERANCE <= self.prevu <= self.haut + TOLERANCE


def calibrer(notes: Iterable[Note], *, acceptees: bool) -> list[Tranche]:
    """Les tranches qui ont des réponses jugées ; acceptees : seulement ce que la machine accepte."""
    jugees = [n for n in notes if n.existe != "non jugée" and n.reponse and (n.acceptee or not acceptees)]
    tranches = []
    for de, a in pairwise(BORNES):
        siennes = [n for n in jugees if de <= n.score < a]
        if siennes:
            justes = sum(n.is_juste for n in siennes)
            prevu = sum(n.score for n in siennes) / len(siennes)
            observe = justes / len(siennes)
            tranches.append(Tranche(de, min(a, 1.0), len(siennes), prevu, observe, *intervalle(justes, len(siennes))))
    return tranches
