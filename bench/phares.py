"""`python -m bench.phares dossier` : les quatre notes de Lighthouse, page par page.

Lighthouse n'est pas une dépendance du site : il s'installe dans var/phares (npm), et se sert du Chromium du système.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RACINE))

from bench.mesures.serveur import servir

VERSION = "12.8.2"  # la dernière qui tourne sur Node 20
OUTIL = RACINE / "var" / "phares"
PAGES = ("/", "/relations/", "/projets/", "/acteurs/", "/territoires/38185-grenoble/", "/pays/mg-madagascar/")
NOTES = ("performance", "accessibility", "best-practices", "seo")


def installer() -> Path:
    """Le programme, installé s'il manque."""
    programme = OUTIL / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not programme.exists():
        OUTIL.mkdir(parents=True, exist_ok=True)
        commande = ["npm", "install", "--prefix", str(OUTIL), "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run(commande, check=True, stdout=subprocess.DEVNULL)
    return programme


def noter(programme: Path, adresse: str, bureau: bool) -> tuple[dict[str, int], list[str], dict[str, str]]:
    """Les quatre notes sur 100, ce qui n'est pas au maximum, et les durées que voit la personne."""
    drapeaux = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    commande = ["node", str(programme), adresse, "--quiet", "--output=json", f"--chrome-flags={drapeaux}"]
    commande += ["--preset=desktop"] if bureau else []
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or ""
    fait = subprocess.run(commande, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": chrome})
    lu = json.loads(fait.stdout)
    notes = {nom: round(100 * (lu["categories"][nom]["score"] or 0)) for nom in NOTES}
    durees = {
        nom: lu["audits"][nom].get("displayValue", "")
        for nom in ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight")
    }
    return notes, list(_faiblesses(lu)), durees


def _faiblesses(lu: dict[str, Any]) -> list[str]:
    """Les contrôles manqués, hors simples conseils de durée."""
    manques = []
    for nom in NOTES:
        for reference in lu["categories"][nom]["auditRefs"]:
            controle = lu["audits"][reference["id"]]
            if reference["weight"] and controle["score"] is not None and controle["score"] < 0.9:
                manques.append(f"{nom} : {controle['title']} ({controle.get('displayValue', '')})")
    return manques


def main() -> None:
    """Servir, noter chaque page, écrire un tableau."""
    lecteur = argparse.ArgumentParser(prog="python -m bench.phares", description=__doc__)
    lecteur.add_argument("dossier", type=Path, help="le JUMELLES_VAR à servir, base et index compris")
    lecteur.add_argument("--bureau", action="store_true", help="un ordinateur ; sinon un téléphone à ligne lente")
    lecteur.add_argument("pages", nargs="*", default=PAGES)
    choix = lecteur.parse_args()
    programme = installer()
    print(f"| page | {' | '.join(NOTES)} | LCP | TBT | CLS | transport |\n|{'---|' * 9}")
    manques: dict[str, list[str]] = {}
    with servir(choix.dossier, processus=2) as serveur:
        for page in choix.pages:
            notes, faibles, durees = noter(programme, f"http://localhost:{serveur.port}{page}", choix.bureau)
            valeurs = [str(notes[n]) for n in NOTES] + list(durees.values())
            print(f"| `{page}` | {' | '.join(valeurs)} |", flush=True)
            manques[page] = faibles
    for page, faibles in manques.items():
        for faible in faibles:
            print(f"{page} — {faible}")


if __name__ == "__main__":
    main()
