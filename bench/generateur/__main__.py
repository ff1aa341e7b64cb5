"""`python -m bench.generateur petite dossier` : copier une base chargée, puis l'agrandir.

La base de départ (--depuis : un dossier ou un fichier, par défaut celle de JUMELLES_VAR ou var/) n'est que lue. Le
dossier d'arrivée ne doit
pas avoir de base, sauf s'il porte la marque d'un banc : on n'agrandit jamais la base de quelqu'un.
Sur PostgreSQL (--base postgres://…/banc_…) : une base déjà initialisée, dont le nom commence par « banc ».
"""

import argparse
import os
import random
import sqlite3
import sys
import time
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
MARQUE = "banc.txt"


def _arguments() -> argparse.Namespace:
    lecteur = argparse.ArgumentParser(prog="python -m bench.generateur", description=__doc__)
    lecteur.add_argument("echelle", choices=("jouet", "petite", "grande"))
    lecteur.add_argument("vers", type=Path, help="dossier d'arrivée, qui servira de JUMELLES_VAR")
    lecteur.add_argument("--depuis", type=Path, default=Path(os.environ.get("JUMELLES_VAR", RACINE / "var")))
    lecteur.add_argument("--base", default="", help="agrandir cette base PostgreSQL au lieu d'un fichier")
    lecteur.add_argument("--graine", type=int, default=2026)
    return lecteur.parse_args()


def preparer(depuis: Path, vers: Path) -> Path:
    """Copier la base de départ dans un dossier de banc ; refuser celui d'une vraie base."""
    cible = vers / "jumelles.sqlite3"
    if cible.exists() and not (vers / MARQUE).exists():
        raise SystemExit(f"{cible} n'est pas la base d'un banc : choisissez un autre dossier.")
    vers.mkdir(parents=True, exist_ok=True)
    (vers / MARQUE).write_text("Base de banc, fabriquée par bench.generateur : à effacer sans crainte.\n", "utf-8")
    for suffixe in ("", "-wal", "-shm"):
        cible.with_name(cible.name + suffixe).unlink(missing_ok=True)
    modele = depuis / "jumelles.sqlite3" if depuis.is_dir() else depuis
    adresse = f"file:{modele}?mode=ro"
    with sqlite3.connect(adresse, uri=True) as source, sqlite3.connect(cible) as copie:
        source.backup(copie)
    return cible


def main() -> None:
    """Fabriquer, en disant le temps de chaque étape."""
    choix = _arguments()
    if choix.base:
        if not choix.base.rsplit("/", 1)[-1].startswith("banc"):
            raise SystemExit("Le nom de la base doit commencer par « banc ».")
        os.environ["JUMELLES_BASE"] = choix.base
    else:
        preparer(choix.depuis, choix.vers)
        os.environ.pop("JUMELLES_BASE", None)
    os.environ["JUMELLES_VAR"] = str(choix.vers)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    sys.path.insert(0, str(RACINE))
    import django

    django.setup()
    from bench.generateur.fabrique import fabriquer

    depart = time.perf_counter()
    for etape, nombre in fabriquer(choix.echelle, random.Random(choix.graine)):
        print(f"{time.perf_counter() - depart:7.1f} s  {etape} : {nombre}", flush=True)


if __name__ == "__main__":
    main()
