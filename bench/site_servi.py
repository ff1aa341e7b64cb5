"""Le vrai site sur une copie de la base : granian et l'ouvrier, dans un dossier à part, effacé à la fin."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
PATIENCE = 120.0


class SiteServi:
    """`ouvrir()` copie, indexe et sert ; `jumelles()` lance une commande dessus ; `fermer()` arrête et efface."""

    def __init__(self, base: Path, dossier: Path, *, processus: int = 2, files: int = 4) -> None:
        self.dossier = dossier
        self.base = dossier / "jumelles.sqlite3"
        self.port = _port_libre()
        self.adresse = f"http://127.0.0.1:{self.port}"
        self.journal = dossier / "site.journal"
        self._copier(base)
        self.env = {
            **os.environ, "JUMELLES_VAR": str(dossier), "JUMELLES_BASE": f"sqlite:///{self.base}",
            "JUMELLES_INDEX": str(dossier / "index"), "JUMELLES_ADRESSE": self.adresse, "JUMELLES_API_DEBIT": "0",
            "JUMELLES_JOURNAL_FORME": "json", "PYTHONPATH": str(RACINE), "JUMELLES_HOTES": "127.0.0.1",
        }  # fmt: skip
        self._service = ("servir", "--port", str(self.port), "--processus", str(processus), "--files", str(files))
        self.enfants: list[subprocess.Popen[bytes]] = []

    def _copier(self, base: Path) -> None:
        self.dossier.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(f"file:{base}?mode=ro", uri=True) as source, sqlite3.connect(self.base) as copie:
            source.backup(copie)
            copie.execute("UPDATE taches_rendezvous SET actif = 0")
        for nom in ("statique", "construit"):
            if (base.parent / nom).is_dir():
                shutil.copytree(base.parent / nom, self.dossier / nom, dirs_exist_ok=True)
        (self.dossier / "statique").mkdir(exist_ok=True)

    def ouvrir(self) -> float:
        """Indexer, lancer l'ouvrier et le site ; rendre les secondes du démarrage à froid du site."""
        indexe = self.jumelles("reindexer")
        if indexe.returncode:
            raise RuntimeError(indexe.stdout + indexe.stderr)
        self.enfants.append(self._lancer("ouvrier"))
        debut = time.monotonic()
        self.enfants.append(self._lancer(*self._service))
        self._attendre()
        return time.monotonic() - debut

    def _lancer(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.journal.open("ab") as sortie:
            return subprocess.Popen(
                [sys.executable, "-m", "jumelles.commandes", *arguments],
                cwd=RACINE, env=self.env, stdin=subprocess.DEVNULL, stdout=sortie, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def _attendre(self) -> None:
        fin = time.monotonic() + PATIENCE
        while time.monotonic() < fin and all(e.poll() is None for e in self.enfants):
            try:
                urllib.request.urlopen(f"{self.adresse}/healthz?vital=oui", timeout=10).close()
                return
            except (urllib.error.HTTPError, OSError):
                time.sleep(0.02)
        raise RuntimeError("Le site n'a pas démarré :\n" + self.journal.read_text()[-3000:])

    def jumelles(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Lancer la ligne de commande sur cette copie."""
        return subprocess.run(
            [sys.executable, "-m", "jumelles.commandes", *arguments],
            cwd=RACINE, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def role(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Lancer un rôle du banc (lecteurs, écrivain) dans son processus ; il rend du JSON sur sa sortie."""
        return subprocess.Popen(
            [sys.executable, "-m", f"bench.{module}", self.adresse, *arguments],
            cwd=RACINE, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def pannes(self) -> list[str]:
        """Les lignes du journal du site qui disent une erreur."""
        graves = ('"niveau": "erreur"', '"niveau": "grave"', "Traceback")
        return [ligne for ligne in self.journal.read_text().splitlines() if any(g in ligne for g in graves)]

    def fermer(self) -> None:
        """Demander l'arrêt, l'imposer, effacer le dossier."""
        for enfant in self.enfants:
            enfant.terminate()
        for enfant in self.enfants:
            try:
                enfant.wait(timeout=30)
            except subprocess.TimeoutExpired:
                enfant.kill()
                enfant.wait()
        shutil.rmtree(self.dossier, ignore_errors=True)


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])
