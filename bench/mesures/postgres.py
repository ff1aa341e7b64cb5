"""PostgreSQL, recherche plein texte « french » et « unaccent », mêmes facettes ; un serveur à soi, jeté à la fin."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg

from bench.mesures.corpus import Texte
from bench.mesures.demandes import FACETTES, Demande
from bench.mesures.temps import Durees, chronometrer
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur.embarque import mots

REGLAGES = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off "
    "-c shared_buffers=1GB -c work_mem=128MB -c maintenance_work_mem=1GB -c max_wal_size=8GB -c jit=off"
)
TABLES = """
CREATE EXTENSION unaccent;
CREATE TEXT SEARCH CONFIGURATION fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION fr ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
CREATE UNLOGGED TABLE texte(id integer PRIMARY KEY, brut text, mots tsvector);
CREATE UNLOGGED TABLE code(facette smallint, code text, id integer);
"""
INDEX = """
UPDATE texte SET mots = to_tsvector('fr', brut), brut = NULL;
CREATE INDEX ON texte USING gin(mots);
CREATE INDEX ON code(facette, code, id);
CREATE INDEX ON code(id, facette, code);
VACUUM ANALYZE texte; VACUUM ANALYZE code;
"""


def programmes() -> Path | None:
    """Le dossier des programmes de PostgreSQL, s'il y en a un."""
    trouves = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    autre = shutil.which("initdb")
    return trouves[-1].parent if trouves else Path(autre).parent if autre else None


def _comme(*commande: object) -> None:
    """Lancer ; initdb refuse d'être root."""
    devant = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
    subprocess.run([*devant, *map(str, commande)], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serveur() -> Iterator[psycopg.Connection]:
    """Une base vide, dont le nom commence par « banc »."""
    bin_ = programmes()
    if bin_ is None:
        raise SystemExit("PostgreSQL n'est pas installé : --sans-postgres pour s'en passer.")
    dossier = Path(tempfile.mkdtemp(prefix="banc-pg-"))
    dossier.chmod(0o755)
    donnees = dossier / "pg"
    donnees.mkdir()
    if os.getuid() == 0:
        shutil.chown(donnees, "nobody")
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    try:
        _comme(bin_ / "initdb", "-D", donnees, "-U", "banc", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        _comme(bin_ / "pg_ctl", "-D", donnees, "-l", donnees / "journal", "-w", "-o", f"-p {port} {REGLAGES}", "start")
        with psycopg.connect(f"host=127.0.0.1 port={port} user=banc dbname=postgres", autocommit=True) as liaison:
            yield liaison
    finally:
        with open(os.devnull, "w") as nulle_part:
            devant = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
            arret = [*devant, str(bin_ / "pg_ctl"), "-D", str(donnees), "-m", "immediate", "stop"]
            subprocess.run(arret, check=False, stdout=nulle_part, stderr=nulle_part)
        shutil.rmtree(dossier, ignore_errors=True)


def remplir(liaison: psycopg.Connection, textes: Iterable[Texte]) -> tuple[float, int]:
    """Bâtir l'index ; rendre les secondes, et les octets des tables et de leurs index."""
    depart = time.perf_counter()
    for sql in filter(None, map(str.strip, TABLES.split(";"))):
        liaison.execute(sql.encode())
    rangs = {nom: rang for rang, nom in enumerate(FACETTES)}
    codes: list[tuple[int, str, int]] = []
    with liaison.cursor().copy("COPY texte(id, brut) FROM STDIN") as copie:
        for x in textes:
            copie.write_row((x.id, x.texte))
            codes += [(rangs[n], c, x.id) for n, c in x.codes]
    with liaison.cursor().copy("COPY code FROM STDIN") as copie:
        for ligne in codes:
            copie.write_row(ligne)
    for sql in filter(None, map(str.strip, INDEX.split(";"))):
        liaison.execute(sql.encode())
    octets = liaison.execute("SELECT pg_total_relation_size('texte') + pg_total_relation_size('code')").fetchone()
    return time.perf_counter() - depart, int(octets[0]) if octets else 0


def _conditions(filtre: Filtre, sauf: str = "") -> tuple[str, list[object]]:
    sql, valeurs = "", []
    for rang, nom in enumerate(FACETTES):
        if getattr(filtre, nom) and nom != sauf:
            sql += f" AND id IN (SELECT id FROM code WHERE facette = {rang} AND code = ANY(%s))"
            valeurs.append(list(getattr(filtre, nom)))
    return sql, valeurs


def poser(liaison: psycopg.Connection, demande: Demande) -> int:
    """Première page par pertinence, puis huit facettes ; rendre le nombre trouvé."""
    voulus = " ".join(mots.demandes(demande.filtre.texte))
    conditions, valeurs = _conditions(demande.filtre)
    ou = f"mots @@ plainto_tsquery('fr', %s){conditions}"
    page = (
        f"SELECT id, count(*) OVER () FROM texte WHERE {ou} "
        "ORDER BY ts_rank(mots, plainto_tsquery('fr', %s)) DESC, id LIMIT 50"
    )
    lignes = liaison.execute(page.encode(), (voulus, *valeurs, voulus)).fetchall()
    actives = [nom for nom in FACETTES if getattr(demande.filtre, nom)]
    autres = [rang for rang, nom in enumerate(FACETTES) if nom not in actives]
    _compter(liaison, ou, [voulus, *valeurs], autres)
    for nom in actives:
        moins, siennes = _conditions(demande.filtre, sauf=nom)
        _compter(liaison, f"mots @@ plainto_tsquery('fr', %s){moins}", [voulus, *siennes], [FACETTES.index(nom)])
    return int(lignes[0][1]) if lignes else 0


def _compter(liaison: psycopg.Connection, ou: str, valeurs: list[object], rangs: list[int]) -> None:
    sql = (
        f"WITH t AS MATERIALIZED (SELECT id FROM texte WHERE {ou}) "
        "SELECT facette, code, count(*) FROM t JOIN code USING (id) WHERE facette = ANY(%s) GROUP BY 1, 2"
    )
    liaison.execute(sql.encode(), (*valeurs, rangs)).fetchall()


def mesurer(liaison: psycopg.Connection, demandes: Sequence[Demande]) -> tuple[Durees, list[int]]:
    """Les durées, et le nombre trouvé par chaque demande."""
    totaux: list[int] = []

    def demander(demande: Demande) -> None:
        totaux.append(poser(liaison, demande))

    return Durees.de(chronometrer(partial(demander, d) for d in demandes)), totaux
