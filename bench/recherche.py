"""`python -m bench.recherche petite dossier` : mesurer la recherche, les pages et les sorties à une échelle.

Fabrique la base et l'index s'ils n'y sont pas, sert le site pour de vrai (granian, un processus), et pose les mêmes
questions au moteur seul, à SQLite FTS5 et à PostgreSQL, dans la même course. Écrit `mesures.md` et `mesures.json`
dans le dossier. Rien n'est jamais affirmé : un chiffre ne vaut qu'avec sa machine et sa date.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RACINE))


def _arguments(liste: list[str] | None) -> argparse.Namespace:
    lecteur = argparse.ArgumentParser(prog="python -m bench.recherche", description=__doc__)
    lecteur.add_argument("echelle", choices=("jouet", "petite", "grande"))
    lecteur.add_argument("dossier", type=Path, help="où sont, ou seront, la base et l'index du banc")
    lecteur.add_argument("--depuis", type=Path, default=Path(os.environ.get("JUMELLES_VAR", RACINE / "var")))
    lecteur.add_argument("--demandes", type=int, default=200, help="questions de texte")
    lecteur.add_argument("--tours", type=int, default=40, help="adresses par famille de pages")
    lecteur.add_argument("--graine", type=int, default=2026)
    lecteur.add_argument("--sans-concurrents", action="store_true", help="ni FTS5 ni PostgreSQL")
    lecteur.add_argument("--sans-postgres", action="store_true")
    lecteur.add_argument("--formats", nargs="*", default=["csv", "geojson", "json", "xlsx"], help="fichiers à emporter")
    lecteur.add_argument("--sans-sorties", action="store_true", help="ne pas emporter tout")
    lecteur.add_argument("--refaire-index", action="store_true")
    lecteur.add_argument("--equipe", type=int, default=1, help="processus qui bâtissent pendant qu'un autre range")
    return lecteur.parse_args(liste)


@contextmanager
def etape(nom: str) -> Iterator[None]:
    """Dire ce que l'on fait, et le temps que cela a pris."""
    depart = time.perf_counter()
    print(f"… {nom}", end="", flush=True)
    yield
    print(f" : {time.perf_counter() - depart:.1f} s", flush=True)


def preparer(choix: argparse.Namespace) -> dict[str, Any]:
    """La base et les fichiers du site, fabriqués s'ils manquent ; Django branché dessus ; puis l'index."""
    if not (choix.dossier / "banc.txt").exists():
        with etape("fabriquer la base"):
            fabrique = [sys.executable, "-m", "bench.generateur", choix.echelle, str(choix.dossier)]
            subprocess.run([*fabrique, "--depuis", str(choix.depuis)], cwd=RACINE, check=True)
    os.environ["JUMELLES_VAR"] = str(choix.dossier)
    os.environ.pop("JUMELLES_BASE", None)
    os.environ.pop("JUMELLES_INDEX", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    import django

    django.setup()
    from bench.mesures.preparation import construire, indexer

    construire(choix.dossier)
    return indexer(choix.dossier, refaire=choix.refaire_index, equipe=choix.equipe)


def main(arguments: list[str] | None = None) -> None:
    """Tout mesurer, puis l'écrire."""
    choix = _arguments(arguments)
    mesures: dict[str, Any] = {"echelle": choix.echelle, "index": preparer(choix)}
    from bench.mesures import course, rapport

    course.mesurer(choix, mesures)
    (choix.dossier / "mesures.json").write_text(json.dumps(mesures, ensure_ascii=False, indent=1), "utf-8")
    texte = rapport.en_texte(mesures, f"python -m bench.recherche {choix.echelle} {choix.dossier.name}")
    (choix.dossier / "mesures.md").write_text(texte, "utf-8")
    print(f"\n{texte}")


if __name__ == "__main__":
    main()
