"""SQLite FTS5, textes réduits à leurs racines par la même chaîne que le moteur, facettes en SQL."""

import sqlite3
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from bench.mesures.corpus import Texte
from bench.mesures.demandes import FACETTES, Demande
from bench.mesures.temps import Durees, chronometrer
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur.embarque import mots
from jumelles.recherche.moteur.embarque.schema import ANALYSES

TABLES = """
CREATE VIRTUAL TABLE texte USING fts5(mots, content='', tokenize='ascii');
CREATE TABLE code(facette INTEGER, code TEXT, id INTEGER);
"""


def remplir(fichier: Path, textes: Iterable[Texte]) -> float:
    """Bâtir l'index ; rendre les secondes."""
    depart = time.perf_counter()
    fichier.unlink(missing_ok=True)
    base = sqlite3.connect(fichier)
    base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLES}")
    racines, rangs = ANALYSES["mots_a"], {nom: rang for rang, nom in enumerate(FACETTES)}
    for x in textes:
        reduits = " ".join(racines.analyze(mots.preparer(x.texte)))
        base.execute("INSERT INTO texte(rowid, mots) VALUES (?, ?)", (x.id, reduits))
        base.executemany("INSERT INTO code VALUES (?, ?, ?)", ((rangs[n], c, x.id) for n, c in x.codes))
    base.executescript(
        "CREATE INDEX par_code ON code(facette, code, id); CREATE INDEX par_id ON code(id, facette, code); ANALYZE"
    )
    base.execute("INSERT INTO texte(texte) VALUES ('optimize')")
    base.commit()
    base.close()
    return time.perf_counter() - depart


def _conditions(filtre: Filtre, sauf: str = "") -> tuple[str, list[object]]:
    # « +rowid » : partir du texte ; sinon SQLite relit l'index du texte une fois par ligne de la facette.
    sql, valeurs = "", []
    for rang, nom in enumerate(FACETTES):
        choisis = getattr(filtre, nom)
        if choisis and nom != sauf:
            signes = ",".join("?" * len(choisis))
            sql += f" AND +rowid IN (SELECT id FROM code WHERE facette = {rang} AND code IN ({signes}))"
            valeurs += choisis
    return sql, valeurs


class Fts5:
    """Une connexion en lecture : première page par pertinence, puis huit facettes."""

    def __init__(self, fichier: Path) -> None:
        self.base = sqlite3.connect(f"file:{fichier}?mode=ro", uri=True)
        self.base.executescript("PRAGMA temp_store=MEMORY; PRAGMA mmap_size=4000000000; PRAGMA cache_size=-200000")
        self.base.execute("CREATE TEMP TABLE trouve(id INTEGER PRIMARY KEY)")

    def poser(self, demande: Demande) -> int:
        """Rendre le nombre trouvé."""
        voulus = " ".join(f'"{mots.racines(m)[0]}"' for m in mots.demandes(demande.filtre.texte))
        total = self._trouver(demande.filtre, voulus)
        self.base.execute(
            "SELECT rowid FROM texte WHERE texte MATCH ? AND +rowid IN (SELECT id FROM trouve) ORDER BY rank LIMIT 50",
            (voulus,),
        ).fetchall()
        actives = [nom for nom in FACETTES if getattr(demande.filtre, nom)]
        autres = ",".join(str(r) for r, nom in enumerate(FACETTES) if nom not in actives)
        self._compter(autres)
        for nom in actives:
            self._trouver(demande.filtre, voulus, sauf=nom)
            self._compter(str(FACETTES.index(nom)))
        return total

    def _trouver(self, filtre: Filtre, voulus: str, sauf: str = "") -> int:
        conditions, valeurs = _conditions(filtre, sauf)
        self.base.execute("DELETE FROM trouve")
        requete = f"INSERT INTO trouve SELECT rowid FROM texte WHERE texte MATCH ?{conditions}"
        return self.base.execute(requete, (voulus, *valeurs)).rowcount

    def _compter(self, rangs: str) -> None:
        self.base.execute(
            f"SELECT facette, code, count(*) FROM trouve JOIN code USING (id) WHERE facette IN ({rangs}) GROUP BY 1, 2"
        ).fetchall()


def mesurer(fichier: Path, demandes: Sequence[Demande]) -> tuple[Durees, list[int]]:
    """Les durées, et le nombre trouvé par chaque demande."""
    moteur = Fts5(fichier)
    totaux: list[int] = []

    def demander(demande: Demande) -> None:
        totaux.append(moteur.poser(demande))

    return Durees.de(chronometrer(partial(demander, d) for d in demandes)), totaux
