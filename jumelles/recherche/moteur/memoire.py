"""Ce qui a déjà été demandé à cet état de l'index : il ne change pas entre deux écritures."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

PLACES = 256
T = TypeVar("T")


class Memoire:
    """Les dernières réponses, oubliées dès que l'index change."""

    def __init__(self) -> None:
        self._reponses: OrderedDict[Hashable, Any] = OrderedDict()
        self._etat: Hashable = None
        self._verrou = threading.Lock()

    def rendre(self, etat: Hashable, question: Hashable, repondre: Callable[[], T]) -> T:
        """La réponse à cette question dans cet état de l'index, calculée une seule fois."""
        with self._verrou:
            if etat != self._etat:
                self._reponses.clear()
                self._etat = etat
            if question in self._reponses:
                self._reponses.move_to_end(question)
                reponse: T = self._reponses[question]
                return reponse
        reponse = repondre()
        self.poser(etat, question, reponse)
        return reponse

    def poser(self, etat: Hashable, question: Hashable, reponse: object) -> None:
        """Retenir une réponse qu'on a apprise en en cherchant une autre."""
        with self._verrou:
            if etat == self._etat:
                self._reponses[question] = reponse
                while len(self._reponses) > PLACES:
                    self._reponses.popitem(last=False)
