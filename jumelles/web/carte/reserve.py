"""Les dernières données de carte, tout comprimées : les refaire coûte une seconde, les garder peu."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from weakref import WeakKeyDictionary

from jumelles.recherche.moteur import Moteur, Repere

OCTETS_MAX = 16 << 20
PARTS = 4  # une réponse qui prendrait plus de ce morceau de la réserve n'y entre pas : elle en chasserait trop


class Reserve:
    """Ce qu'un état de l'index a fait dire, jusqu'à OCTETS_MAX octets ; les moins demandés sortent les premiers."""

    def __init__(self, octets_max: int = OCTETS_MAX) -> None:
        self._max = octets_max
        self._gardes: OrderedDict[Hashable, bytes] = OrderedDict()
        self._etat: Repere | None = None
        self._octets = 0
        self._verrou = threading.Lock()
        self._en_cours: dict[Hashable, threading.Lock] = {}

    def rendre(self, etat: Repere, question: Hashable, faire: Callable[[], bytes]) -> bytes:
        """La réponse comprimée (gzip). Demandée plusieurs fois à la fois, elle ne se fait qu'une."""
        with self._verrou:
            tour = self._en_cours.setdefault((etat, question), threading.Lock())
        try:
            with tour:
                if (garde := self._lire(etat, question)) is not None:
                    return garde
                # L'état a été lu avant de faire : ce qu'on garde est au moins aussi neuf que lui.
                fait = gzip.compress(faire(), 6, mtime=0)
                self._garder(etat, question, fait)
                return fait
        finally:
            with self._verrou:
                self._en_cours.pop((etat, question), None)

    def _lire(self, etat: Repere, question: Hashable) -> bytes | None:
        with self._verrou:
            if etat != self._etat:
                self._gardes.clear()
                self._etat, self._octets = etat, 0
            if question in self._gardes:
                self._gardes.move_to_end(question)
            return self._gardes.get(question)

    def _garder(self, etat: Repere, question: Hashable, fait: bytes) -> None:
        with self._verrou:
            if etat != self._etat or question in self._gardes or len(fait) > self._max // PARTS:
                return
            self._gardes[question] = fait
            self._octets += len(fait)
            while self._octets > self._max:
                self._octets -= len(self._gardes.popitem(last=False)[1])


_RESERVES: WeakKeyDictionary[Moteur, Reserve] = WeakKeyDictionary()


def reserve(moteur: Moteur) -> Reserve:
    """Celle de ce moteur : deux index ne se prêtent rien."""
    return _RESERVES.setdefault(moteur, Reserve())
