"""Le battement : l'ouvrier dit toutes les deux secondes qu'il est en vie, dans un fichier que le site peut lire."""

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

ENTRE_DEUX = 2.0


def fichier() -> Path:
    """Le fichier dont la date dit le dernier battement."""
    return Path(settings.VAR) / "ouvrier.battement"


def depuis_le_dernier() -> float | None:
    """Secondes depuis le dernier battement ; None si aucun ouvrier n'a jamais battu ici."""
    try:
        return max(0.0, time.time() - fichier().stat().st_mtime)
    except OSError:
        return None


@contextmanager
def battre() -> Iterator[None]:
    """Battre dans un fil à part : une longue tâche n'est pas une mort. S'arrêter proprement ôte le fichier."""
    fini = threading.Event()
    fil = threading.Thread(target=_battre, args=(fini,), name="battement", daemon=True)
    fil.start()
    try:
        yield
    finally:
        fini.set()
        fil.join(ENTRE_DEUX)
        fichier().unlink(missing_ok=True)


def _battre(fini: threading.Event) -> None:
    while True:
        with contextlib.suppress(OSError):  # disque plein : le battement s'arrête, et /healthz le dit
            fichier().touch()
        if fini.wait(ENTRE_DEUX):
            return
