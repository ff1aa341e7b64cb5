"""La mémoire et le temps d'un processus, lus dans /proc pendant qu'il travaille (bibliothèque standard seule)."""

import os
import threading
import time
from pathlib import Path

PAUSE_S = 0.02


def lire_kio(champ: str, pid: int) -> int:
    """« RssAnon » ou « VmRSS » d'un processus, en Kio ; 0 s'il a fini."""
    try:
        texte = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(li.split()[1]) for li in texte.splitlines() if li.startswith(champ + ":")), 0)


def lire_cpu_s(pid: int) -> float:
    """Secondes de calcul d'un processus, système compris ; sur une machine occupée, elles seules se comparent."""
    champs = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(champs[11]) + int(champs[12])) / os.sysconf("SC_CLK_TCK")


class Temoin:
    """Relève un processus pendant un bloc `with`.

    secondes : à l'horloge ; cpu_s : de calcul ; anonyme_mo et total_mo : sommets, en Mo (10⁶ octets).
    """

    def __init__(self, pid: int | None = None) -> None:
        self.pid = pid or os.getpid()
        self.secondes = self.cpu_s = 0.0
        self._anonyme = self._total = 0
        self._fini = threading.Event()

    def __enter__(self) -> "Temoin":
        self._fil = threading.Thread(target=self._relever, daemon=True)
        self._fil.start()
        self._debut, self._cpu = time.perf_counter(), lire_cpu_s(self.pid)
        return self

    def __exit__(self, *_: object) -> None:
        self.secondes, self.cpu_s = time.perf_counter() - self._debut, lire_cpu_s(self.pid) - self._cpu
        self._noter()
        self._fini.set()
        self._fil.join()

    def _relever(self) -> None:
        while not self._fini.wait(PAUSE_S):
            self._noter()

    def _noter(self) -> None:
        self._anonyme = max(self._anonyme, lire_kio("RssAnon", self.pid))
        self._total = max(self._total, lire_kio("VmRSS", self.pid))

    @property
    def anonyme_mo(self) -> float:
        """Ce que le processus a écrit pour lui seul."""
        return self._anonyme * 1024 / 1e6

    @property
    def total_mo(self) -> float:
        """Fichiers lus par projection compris."""
        return self._total * 1024 / 1e6
