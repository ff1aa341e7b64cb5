"""La veille : un fil de l'ouvrier qui tient l'index à jour, pendant que les travaux se font à côté."""

import contextlib
import logging
import threading
from collections.abc import Iterator

from django.db import connections

from jumelles.recherche.alimentation import Alimentation
from jumelles.recherche.moteur import EcritureOccupee

PAUSE = 0.4
# Un autre écrit (une commande, un second ouvrier) : lui laisser le temps de finir.
PATIENCE = 2.0
APRES_UNE_PANNE = 5.0
_journal = logging.getLogger("jumelles.recherche")


@contextlib.contextmanager
def nourrir() -> Iterator[None]:
    """Tenir l'index à jour tant que dure le bloc ; le pas commencé se finit avant de sortir."""
    fini = threading.Event()
    fil = threading.Thread(target=_veiller, args=(fini,), name="index", daemon=True)
    fil.start()
    try:
        yield
    finally:
        fini.set()
        fil.join()


def _veiller(fini: threading.Event) -> None:
    alimentation = Alimentation()
    attente = 0.0
    while not fini.wait(attente):
        attente = _avancer(alimentation)
    connections.close_all()


def _avancer(alimentation: Alimentation) -> float:
    """Faire un pas ; rendre combien de secondes attendre avant le suivant."""
    try:
        return 0.0 if alimentation.pas() else PAUSE
    except EcritureOccupee:
        return PATIENCE
    except Exception:
        # Base arrêtée, disque plein… : la veille n'en meurt pas, elle le dit et réessaie.
        _journal.exception("L'index de recherche n'a pas pu être mis à jour ; nouvel essai bientôt.")
        connections.close_all()
        return APRES_UNE_PANNE
