"""Un service csv-reconcile (Dice), interrogé par HTTP comme le fait OpenRefine : dix noms par demande."""

import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from itertools import islice
from pathlib import Path

from echange import chemins, lire, rendre
from memoire import Temoin

PORT = 5000  # celui du service, qui n’en prend pas d’autre
LOT = 10
ATTENTE_S = 120


def main() -> None:
    """Charger, servir, demander, rendre la mieux notée."""
    dossier, sortie = chemins()
    combien = int(sys.argv[3])
    with tempfile.TemporaryDirectory() as temporaire:
        depart = time.perf_counter()
        _commande("init", str((dossier / "cibles.csv").resolve()), "rang", "cle", cwd=temporaire).wait()
        serveur = _commande("serve", cwd=temporaire)
        try:
            _attendre()
            ouverture = time.perf_counter() - depart
            demandes = list(islice(lire(dossier / "demandes.csv"), combien))
            codes = {c["rang"]: c["code"] for c in lire(dossier / "cibles.csv")}
            with Temoin(serveur.pid) as travail:
                rendues = [r for d in range(0, len(demandes), LOT) for r in _demander(demandes[d : d + LOT], codes)]
        finally:
            serveur.terminate()
            serveur.wait()
    rendre(
        sortie, rendues, ouverture_s=ouverture, travail_s=travail.secondes, travail_cpu_s=travail.cpu_s,
        demandes=len(rendues),
        anonyme_mo=travail.anonyme_mo, total_mo=travail.total_mo,
    )  # fmt: skip


def _commande(*arguments: str, cwd: str) -> subprocess.Popen[bytes]:
    lanceur = Path(sys.executable).with_name("csv-reconcile")
    return subprocess.Popen([lanceur, *arguments], cwd=cwd, stdout=subprocess.DEVNULL, stderr=sys.stderr)


def _attendre() -> None:
    for _ in range(ATTENTE_S):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/reconcile", timeout=5)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    raise TimeoutError("le service csv-reconcile ne répond pas")


def _demander(lot: list[dict[str, str]], codes: dict[str, str]) -> list[tuple[str, str, float]]:
    questions = {d["rang"]: {"query": d["cle"], "limit": 5} for d in lot}
    corps = urllib.parse.urlencode({"queries": json.dumps(questions)}).encode()
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/reconcile", corps, timeout=600) as reponse:
        rendu = json.load(reponse)
    return [(d["rang"], *_premier(rendu[d["rang"]]["result"], codes)) for d in lot]


def _premier(propositions: list[dict[str, object]], codes: dict[str, str]) -> tuple[str, float]:
    """Le code de tête ; vide si deux codes sont à égalité."""
    if not propositions:
        return "", 0.0
    tete = float(str(propositions[0]["score"]))
    egaux = {codes[str(p["id"])] for p in propositions if p["score"] == propositions[0]["score"]}
    return (egaux.pop() if len(egaux) == 1 else ""), tete


if __name__ == "__main__":
    main()
