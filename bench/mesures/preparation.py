"""Ce qu'il faut avant de mesurer : les fichiers du site, l'index."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from jumelles.recherche.alimentation import reindexer
from jumelles.recherche.moteur import MoteurIndisponible, moteur


def construire(dossier: Path) -> None:
    """Bâtir feuilles, scripts et fonds, une fois par dossier."""
    racine = Path(__file__).resolve().parents[2]
    if not (dossier / "construit.empreinte").exists():
        subprocess.run(
            [sys.executable, "-m", "jumelles.commandes", "construire"],
            cwd=racine,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def indexer(dossier: Path, *, refaire: bool, equipe: int) -> dict[str, Any]:
    """Refaire l'index s'il manque ou si on le demande ; rendre ce que cela a coûté, gardé d'une course à l'autre."""
    releve = dossier / "index.json"
    try:
        moteur().repere()
    except MoteurIndisponible:
        refaire = True
    if refaire:
        depart, calcul = time.perf_counter(), time.process_time()
        print("… refaire l'index", end="", flush=True)
        documents = reindexer(equipe=equipe)
        secondes = time.perf_counter() - depart
        print(f" : {secondes:.1f} s", flush=True)
        cout = {
            "equipe": equipe,
            "documents": documents,
            "secondes": secondes,
            "calcul": time.process_time() - calcul,
        }
        cout["memoire"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        releve.write_text(json.dumps(cout), "utf-8")
    connu: dict[str, Any] = json.loads(releve.read_text("utf-8")) if releve.exists() else {}
    return {**connu, "octets": octets(dossier / "index"), "base": octets(dossier / "jumelles.sqlite3")}


def octets(chemin: Path) -> int:
    """La taille d'un fichier ou d'un dossier."""
    if chemin.is_file():
        return chemin.stat().st_size
    return sum(f.stat().st_size for f in chemin.rglob("*") if f.is_file())
