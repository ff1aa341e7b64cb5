"""Les places : combien de grands fichiers un processus écrit à la fois, pour que les pages gardent des fils.

Un fichier occupe un fil du serveur tant que son lecteur n'a pas tout pris : quelques lecteurs lents suffiraient à
fermer le site. Une petite liste part d'un trait, sans prendre de place. Une même personne n'a jamais toutes les places.
"""

import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import StreamingHttpResponse

from jumelles.comptes.visiteur import foyer
from jumelles.recherche.sorties.parcours import PREMIER, SUIVANTS

# Jusqu'à deux paquets, le serveur prend tout sans attendre le lecteur.
PETITE = PREMIER + SUIVANTS
REVENIR = 15  # secondes


class PlusDePlace(Exception):
    """Aucune place. siennes : parce que cette personne a déjà toutes celles qu'elle peut avoir."""

    def __init__(self, *, siennes: bool) -> None:
        super().__init__()
        self.siennes = siennes


class Places:
    """Les places prises d'un processus, par personne."""

    def __init__(self) -> None:
        self._verrou = threading.Lock()
        self._prises: Counter[str] = Counter()

    def prendre(self, adresse: str) -> Callable[[], None]:
        """Prendre une place, et rendre de quoi la quitter (une fois suffit, deux ne nuisent pas) ; PlusDePlace sinon.

        settings.EXPORTS : combien il y en a ; 0 : sans limite.
        """
        qui, toutes = foyer(adresse), settings.EXPORTS
        with self._verrou:
            if toutes and self._prises[qui] >= max(1, toutes - 1):
                raise PlusDePlace(siennes=True)
            if toutes and self._prises.total() >= toutes:
                raise PlusDePlace(siennes=False)
            self._prises[qui] += 1
        quittee = threading.Event()

        def quitter() -> None:
            with self._verrou:
                if not quittee.is_set():
                    quittee.set()
                    self._prises[qui] -= 1
                    self._prises += Counter()  # oublier ceux qui n'en ont plus

        return quitter


PLACES = Places()


class FichierPlace(StreamingHttpResponse):
    """Un fichier au fil de l'eau, qui quitte sa place quand il est fini, ou quand son lecteur s'en va."""

    def __init__(self, octets: Iterator[bytes], quitter: Callable[[], None], **entetes: Any) -> None:
        super().__init__(_puis(octets, quitter), **entetes)
        # Le serveur peut oublier la réponse sans la fermer ni en lire un octet.
        self._quitter = weakref.finalize(self, quitter)

    def close(self) -> None:
        """Fermer, même si rien n'a été lu."""
        try:
            super().close()
        finally:
            self._quitter()


def _puis(octets: Iterator[bytes], quitter: Callable[[], None]) -> Iterator[bytes]:
    try:
        yield from octets
    finally:
        quitter()
