"""Un vrai serveur, un seul processus, et un client qui garde sa connexion."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
MORCEAU = 1 << 18


@dataclass
class Reponse:
    """Ce qu'une demande a rendu ; octets : tels que transportés ; secondes : jusqu'au dernier octet."""

    statut: int
    octets: int
    secondes: float
    premier: float
    corps: bytes
    type: str


class Client:
    """Une connexion gardée ; les réponses sont demandées compressées, et non décompressées."""

    def __init__(self, port: int) -> None:
        self.liaison = http.client.HTTPConnection("127.0.0.1", port, timeout=1800)

    def lire(self, chemin: str, *, garder: bool = True, brut: bool = False) -> Reponse:
        """Demander une page ; brut : sans compression."""
        entetes = {} if brut else {"Accept-Encoding": "gzip"}
        depart = time.perf_counter()
        self.liaison.request("GET", chemin, headers=entetes)
        reponse = self.liaison.getresponse()
        morceaux, octets, premier = [], 0, 0.0
        while morceau := reponse.read(MORCEAU):
            premier = premier or time.perf_counter() - depart
            octets += len(morceau)
            if garder:
                morceaux.append(morceau)
        fin = time.perf_counter() - depart
        return Reponse(
            reponse.status, octets, fin, premier or fin, b"".join(morceaux), reponse.headers.get("Content-Type", "")
        )


@dataclass
class Serveur:
    """Un serveur lancé par le banc ; demarrage : secondes jusqu'à la première réponse."""

    processus: subprocess.Popen[bytes]
    port: int
    demarrage: float

    def client(self) -> Client:
        return Client(self.port)

    def ouvriers(self) -> list[int]:
        """Les processus qui servent : les enfants du nôtre, sinon lui."""
        enfants = Path(f"/proc/{self.processus.pid}/task/{self.processus.pid}/children")
        return [int(p) for p in enfants.read_text().split()] or [self.processus.pid]

    def memoire(self) -> int:
        """Octets de mémoire propre de celui qui en tient le plus."""
        return max(_a_soi(pid) for pid in self.ouvriers())

    def calcul(self) -> float:
        """Secondes de processeur prises jusqu'ici par ceux qui servent : ne dépend pas de ce que font les autres."""
        return sum(_processeur(pid) for pid in self.ouvriers())

    @contextmanager
    def crete(self) -> Iterator[Callable[[], int]]:
        """Le plus haut de la mémoire pendant le bloc, relevé vingt fois par seconde."""
        fini, hauts = threading.Event(), [self.memoire()]

        def guetter() -> None:
            while not fini.wait(0.05):
                hauts.append(self.memoire())

        fil = threading.Thread(target=guetter, daemon=True)
        fil.start()
        try:
            yield lambda: max(hauts)
        finally:
            fini.set()
            fil.join()


def _a_soi(pid: int) -> int:
    """Sa mémoire propre : les pages de l'index, que le système prête et reprend, n'en sont pas."""
    try:
        lu = re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(lu.group(1)) * 1024 if lu else 0


def _processeur(pid: int) -> float:
    champs = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(champs[11]) + int(champs[12])) / os.sysconf("SC_CLK_TCK")


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@contextmanager
def servir(dossier: Path, *, processus: int = 1) -> Iterator[Serveur]:
    """Lancer `jumelles servir` sur la base de ce dossier, attendre qu'il réponde, l'arrêter à la fin."""
    port = _port_libre()
    environ = {**os.environ, "JUMELLES_VAR": str(dossier), "JUMELLES_JOURNAL": "ERROR", "JUMELLES_TROP": "0"}
    environ["JUMELLES_ADRESSE"] = f"http://localhost:{port}"
    commande = [sys.executable, "-m", "jumelles.commandes", "servir", "--port", str(port)]
    depart = time.perf_counter()
    lance = subprocess.Popen(
        [*commande, "--processus", str(processus)], cwd=RACINE, env=environ, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _attendre(port, depart)
        yield Serveur(lance, port, time.perf_counter() - depart)
    finally:
        os.killpg(lance.pid, signal.SIGTERM)
        lance.wait(30)


def _attendre(port: int, depart: float) -> None:
    while time.perf_counter() - depart < PATIENCE:
        try:
            if Client(port).lire("/robots.txt").statut == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("Le serveur ne répond pas.")
