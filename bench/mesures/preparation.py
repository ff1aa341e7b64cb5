"""Ce qu'il faut avant de mesurer : les fichiers du site, l'index."""

import json
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from datetime import date
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult, Pool
from pathlib import Path
from typing import Any

from jumelles.recherche.alimentation import reindexer
from jumelles.recherche.document import Document
from jumelles.recherche.moteur import MoteurIndisponible, moteur

AVANCE = 8
Travail = tuple[str, list[int]]
_COURSES: list[Any] = []  # celle de chaque processus bâtisseur


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


def indexer(dossier: Path, *, refaire: bool, processus: int = 1) -> dict[str, Any]:
    """Refaire l'index s'il manque ou si on le demande ; rendre ce que cela a coûté, gardé d'une course à l'autre."""
    releve = dossier / "index.json"
    try:
        moteur().repere()
    except MoteurIndisponible:
        refaire = True
    if refaire:
        depart, calcul = time.perf_counter(), time.process_time()
        print("… refaire l'index", end="", flush=True)
        documents = reindexer() if processus == 1 else reindexer_a_plusieurs(processus)
        secondes = time.perf_counter() - depart
        print(f" : {secondes:.1f} s", flush=True)
        cout = {
            "processus": processus,
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


def reindexer_a_plusieurs(processus: int) -> int:
    """Comme `reindexer`, les documents bâtis par plusieurs processus : pour un banc pressé, sur une machine occupée."""
    from django.db import connection
    from django.utils import timezone

    from jumelles.recherche.documents.course import SORTES_INDEXEES, Course, paquets_de
    from jumelles.recherche.journal import maintenant_au_journal

    jour = timezone.localdate()
    repere = maintenant_au_journal(jour=jour.isoformat(), maintenant=timezone.now())
    course = Course(jour)
    travaux = [(sorte, paquet) for sorte in SORTES_INDEXEES for paquet in paquets_de(sorte, course)]
    connection.close()
    with get_context("fork").Pool(processus, _ouvrir_course, (jour,)) as equipe:
        return moteur().reconstruire(_en_avance(equipe, travaux), repere)


def _en_avance(equipe: Pool, travaux: list[Travail]) -> Iterator[Document]:
    """Les documents dans l'ordre, AVANCE paquets bâtis d'avance au plus : la mémoire reste bornée."""
    en_cours: deque[AsyncResult[list[Document]]] = deque()
    for travail in travaux:
        en_cours.append(equipe.apply_async(_batir, (travail,)))
        if len(en_cours) > AVANCE:
            yield from en_cours.popleft().get()
    for reste in en_cours:
        yield from reste.get()


def _ouvrir_course(jour: date) -> None:
    from jumelles.recherche.documents.course import Course

    _COURSES.append(Course(jour))


def _batir(travail: Travail) -> list[Document]:
    faits: list[Document] = _COURSES[0].documents(*travail)
    return faits
