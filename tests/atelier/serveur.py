"""Le site servi pour de vrai, par le même serveur qu'en production, sur sa propre copie de la base."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

PATIENCE = 60


class Site(str):
    """L'adresse du site (c'est une chaîne), avec sa base et de quoi lancer `jumelles` dessus."""

    base: str

    @property
    def base_url(self) -> str:
        """L'adresse, sans barre à la fin."""
        return str(self)

    def jumelles(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Lancer la ligne de commande sur la base du site."""
        return subprocess.run(
            [sys.executable, "-m", "jumelles.commandes", *arguments],
            cwd=RACINE, env=environnement(self.base), capture_output=True, text=True, check=False,
        )  # fmt: skip


def port_libre() -> int:
    """Demander au système un port libre."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


class Serveur:
    """Un granian dans son processus, et l'ouvrier qui tient l'index si on le demande ; `arreter()` les attend."""

    def __init__(self, base: str, journal: Path, *, ouvrier: bool = False) -> None:
        port = port_libre()
        self.site = Site(f"http://localhost:{port}")
        self.site.base = base
        self.journal = journal
        journal.write_text("")
        self._env = {**environnement(base), "JUMELLES_ADRESSE": self.site.base_url}
        self.processus = self._lancer("servir", "--port", str(port))
        self.ouvrier = self._lancer("ouvrier") if ouvrier else None
        self._attendre()

    def _lancer(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.journal.open("a") as sortie:
            return subprocess.Popen(
                [sys.executable, "-m", "jumelles.commandes", *arguments],
                cwd=RACINE, env=self._env, stdin=subprocess.DEVNULL, stdout=sortie, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def _attendre(self) -> None:
        fin = time.monotonic() + PATIENCE
        while time.monotonic() < fin:
            if self.processus.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.site}/compte/login/", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        self.arreter()
        raise RuntimeError(f"Le site n'a pas démarré :\n{self.journal.read_text()}")

    def arreter(self) -> None:
        """Demander l'arrêt, puis l'imposer."""
        for processus in filter(None, (self.processus, self.ouvrier)):
            processus.terminate()
        for processus in filter(None, (self.processus, self.ouvrier)):
            try:
                processus.wait(timeout=15)
            except subprocess.TimeoutExpired:
                processus.kill()
                processus.wait()
