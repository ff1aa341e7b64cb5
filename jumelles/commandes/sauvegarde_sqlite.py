"""Copier et remettre une base SQLite par son API de copie en ligne.

La copie lit un instantané pendant qu'on écrit ailleurs. La remise écrit toutes les pages dans UNE
transaction de la base vivante : les lecteurs voient l'avant jusqu'à la fin, un arrêt brutal rend l'avant,
et aucun journal WAL périmé ne peut se rejouer sur un fichier remplacé.
"""

import contextlib
import sqlite3
import time
from pathlib import Path

from django.db import connection

from jumelles.commandes.erreurs import Empechement

PATIENCE = 60.0
ATTENTE = 30.0


def dossier_de_travail() -> Path:
    """Le dossier de la base : la copie y est sur le même disque."""
    return _fichier().parent


def copier(vers: Path) -> None:
    """Copier la base dans un fichier neuf, et vérifier la copie."""
    with (
        contextlib.closing(sqlite3.connect(_fichier(), timeout=ATTENTE)) as source,
        contextlib.closing(sqlite3.connect(vers)) as but,
    ):
        source.backup(but)
        but.execute("PRAGMA journal_mode=DELETE")
        _exiger_entiere(but, "la copie")


def remettre(depuis: Path) -> None:
    """Écrire la copie par-dessus la base vivante, en une transaction."""
    with contextlib.closing(sqlite3.connect(depuis)) as source:
        _exiger_entiere(source, "la sauvegarde")
        connection.close()
        _ecarter_si_illisible()
        with contextlib.closing(sqlite3.connect(_fichier(), timeout=ATTENTE)) as but:
            but.execute("PRAGMA synchronous=FULL")
            limite = time.monotonic() + PATIENCE

            def patienter(etat: int, reste: int, total: int) -> None:
                if etat in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > limite:
                    raise Empechement(
                        "La base est restée occupée par une autre écriture : rien n'a été changé. "
                        "Arrêtez l'import en cours, puis recommencez."
                    )

            source.backup(but, progress=patienter)
            but.execute("PRAGMA journal_mode=WAL")
            but.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _fichier() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _exiger_entiere(base: sqlite3.Connection, nom: str) -> None:
    try:
        dit = base.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as erreur:
        dit = str(erreur)
    if dit != "ok":
        raise Empechement(f"Arrêt : {nom} n'est pas une base entière ({dit}). Rien n'a été changé.")


def _ecarter_si_illisible() -> None:
    """Mettre de côté une base vivante que SQLite ne sait plus ouvrir : on ne peut pas écrire par-dessus."""
    fichier = _fichier()
    if not fichier.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(fichier, timeout=ATTENTE)) as base:
            base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        cote = fichier.with_name(f"{fichier.name}.abimee-{int(time.time())}")
        for suffixe in ("-wal", "-shm", ""):
            ancien = Path(f"{fichier}{suffixe}")
            if ancien.exists():
                ancien.rename(f"{cote}{suffixe}")
