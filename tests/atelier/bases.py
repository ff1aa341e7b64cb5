"""Les bases préparées une fois par le vrai chargeur, puis copiées pour chaque usage, chacune avec son index.

Deux moteurs, un même contrat : `preparer()` rend prêt un modèle (références, faits, données réelles),
`copier(nom)` en donne une copie jetable, `jeter(adresse)` la reprend.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.atelier.empreintes import RACINE, empreinte_faits, empreinte_index, empreinte_references

GARDEES = 4
# Pour travailler sur un étage qui ne lit pas les références : les tables seules, en une seconde.
BASE_NUE = os.environ.get("JUMELLES_ESSAIS_BASE") == "nue"
NUE = ("--sans-references", "--sans-faits", "--sans-frontal", "--sans-administrateur")


class PreparationRatee(RuntimeError):
    """Le chargeur n'a pas su préparer la base ; le message porte ce qu'il a dit."""


@contextmanager
def verrou(dossier: Path) -> Iterator[None]:
    """Un seul préparateur à la fois, d'un processus à l'autre."""
    dossier.mkdir(parents=True, exist_ok=True)
    with (dossier / "verrou").open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield


def environnement(adresse: str) -> dict[str, str]:
    """L'environnement d'un processus `jumelles` qui travaille sur cette base, avec l'index de cette base."""
    return {
        **os.environ, "JUMELLES_BASE": adresse, "JUMELLES_INDEX": str(index_de(adresse)), "PYTHONPATH": str(RACINE)
    }  # fmt: skip


def index_de(adresse: str) -> Path:
    """Le dossier de l'index d'une base : à côté d'elle ; pour PostgreSQL, dans var/essais."""
    if adresse.startswith("sqlite"):
        fichier = Path(adresse.removeprefix("sqlite:///"))
        # La base de la maison a son index là où les réglages le mettent.
        return fichier.with_name("index") if fichier.name == "jumelles.sqlite3" else fichier.with_suffix(".index")
    var = Path(os.environ.get("JUMELLES_VAR") or RACINE / "var")
    return var / "essais" / f"{urlsplit(adresse).path.removeprefix('/')}.index"


def copier_index(depuis: Path, vers: Path) -> None:
    """Copier un index : un gros fichier ne change jamais une fois écrit, un lien suffit ; les autres se copient."""
    shutil.rmtree(vers, ignore_errors=True)
    if depuis.exists():
        shutil.copytree(
            depuis, vers, ignore=shutil.ignore_patterns("*.lock", "*.verrou"), copy_function=_lier_ou_copier
        )


def _lier_ou_copier(depuis: str, vers: str) -> None:
    if Path(depuis).suffix in ("", ".json"):
        shutil.copyfile(depuis, vers)
    else:
        os.link(depuis, vers)


@contextmanager
def figer_index(index: Path) -> Iterator[None]:
    """Personne ne l'écrit tant que dure le bloc : un essai annulé laisserait des fiches qui n'existent pas."""
    verrous = [*index.glob("index-*"), index]
    noms = [".tantivy-writer.lock"] * (len(verrous) - 1) + ["reconstruction.verrou"]
    ouverts = [(dossier / nom).open("w") for dossier, nom in zip(verrous, noms, strict=True) if dossier.exists()]
    for verrou in ouverts:
        fcntl.flock(verrou, fcntl.LOCK_EX)
    yield
    for verrou in ouverts:
        verrou.close()


def taire_le_calendrier(adresse: str) -> None:
    """Aucun travail de nuit pendant un essai : un modèle d'hier a des rendez-vous dus."""
    code = (
        "import django; django.setup(); from jumelles.taches.models import RendezVous; "
        "RendezVous.objects.update(actif=False)"
    )
    env = {**environnement(adresse), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    subprocess.run([sys.executable, "-c", code], cwd=RACINE, env=env, check=True)


def oublier_les_faits() -> None:
    """Vider, sur la base branchée, les faits et ce qui en dépend ; les références et le journal restent."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    faits = [m for piece in ("acteurs", "cooperations") for m in apps.get_app_config(piece).get_models()]
    faits += [apps.get_model("provenance", nom) for nom in ("Affirmation", "Releve", "Jugement", "Suspens")]
    tables = [m._meta.db_table for m in faits]
    ordres = connection.ops.sql_flush(no_style(), tables, allow_cascade=True)
    connection.ops.execute_sql_flush(ordres)
    restent = apps.get_model("territoires", "Collectivite").objects.count()
    if not restent:
        raise PreparationRatee("Vider les faits a vidé les références : une clé étrangère les relie.")


def lancer(adresse: str, *arguments: str) -> None:
    """Lancer la vraie ligne de commande sur cette base ; PreparationRatee si elle échoue."""
    fait = subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", *arguments],
        cwd=RACINE, env=environnement(adresse), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if fait.returncode:
        raise PreparationRatee(
            f"`jumelles {arguments[0]}` a échoué ({fait.returncode}) :\n{fait.stdout}\n{fait.stderr}"
        )


def initialiser(adresse: str, *options: str) -> None:
    """Lancer le vrai `jumelles initialiser` sur cette base, sans les fichiers du site, le compte ni l'index."""
    lancer(adresse, "initialiser", "--sans-frontal", "--sans-administrateur", "--sans-index", *options)


DERNIERE_ECRITURE = "SELECT max(id), max(quand) FROM provenance_journal"


def preparer_index(adresse: str, dossier: Path, temoin: object) -> Path:
    """L'index de la base préparée, bâti par la vraie commande s'il n'est pas déjà là, aujourd'hui.

    temoin : ce qui distingue cette base d'une autre faite du même code (autre moteur, autre serveur).
    """
    marque = hashlib.sha256(f"{empreinte_index()}{temoin}".encode()).hexdigest()[:16]
    fini = dossier / f"modele-{marque}.index"
    if not fini.exists():
        en_cours = index_de(adresse)
        shutil.rmtree(en_cours, ignore_errors=True)
        lancer(adresse, "reindexer")
        en_cours.rename(fini)
        for ancien in sorted(dossier.glob("modele-*.index"), key=lambda f: f.stat().st_mtime)[:-GARDEES]:
            shutil.rmtree(ancien, ignore_errors=True)
    return fini


class BasesSqlite:
    """Les modèles sont des fichiers de var/essais/, nommés par leur empreinte."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        self.course = dossier / f"course-{os.getpid()}"

    def preparer(self) -> None:
        """Préparer le modèle s'il n'est pas déjà là."""
        self.course.mkdir(parents=True, exist_ok=True)
        if BASE_NUE:
            self.modele = self._modele_nu()
            self.index = index_de(f"sqlite:///{self.modele}")
            return
        with verrou(self.dossier):
            references = self._modele("references", empreinte_references(), None, "--sans-faits")
            self.modele = self._modele("faits", empreinte_faits(), references)
            self.index = preparer_index(f"sqlite:///{self.modele}", self.dossier, self._temoin())
            self._oublier_les_anciens()

    def _temoin(self) -> object:
        import sqlite3

        connexion = sqlite3.connect(f"file:{self.modele}?mode=ro", uri=True)
        try:
            return connexion.execute(DERNIERE_ECRITURE).fetchone()
        finally:
            connexion.close()

    def _modele(self, nom: str, empreinte: str, depart: Path | None, *options: str) -> Path:
        fini = self.dossier / f"{nom}-{empreinte}.sqlite3"
        if not fini.exists():
            en_cours = self.dossier / f"{nom}.en-cours.sqlite3"
            effacer_base(en_cours)
            if depart:
                shutil.copyfile(depart, en_cours)
            initialiser(f"sqlite:///{en_cours}", *options)
            _fermer_le_journal(en_cours)
            en_cours.rename(fini)
        fini.touch()
        return fini

    def _oublier_les_anciens(self) -> None:
        modeles = sorted(self.dossier.glob("*-*.sqlite3"), key=lambda f: f.stat().st_mtime, reverse=True)
        for ancien in modeles[GARDEES * 2 :]:
            ancien.unlink(missing_ok=True)

    def _modele_nu(self) -> Path:
        """Les tables seules ; deux secondes, une fois par course."""
        nu = self.course / "nue.sqlite3"
        if not nu.exists():
            lancer(f"sqlite:///{nu}", "initialiser", *NUE)
            _fermer_le_journal(nu)
        return nu

    def copier(self, nom: str, *, nue: bool = False) -> str:
        """Rendre l'adresse d'une copie neuve, du modèle entier ou des tables seules."""
        self.course.mkdir(parents=True, exist_ok=True)
        copie = self.course / f"{nom}.sqlite3"
        effacer_base(copie)
        modele = self._modele_nu() if nue else self.modele
        shutil.copyfile(modele, copie)
        adresse = f"sqlite:///{copie}"
        copier_index(index_de(f"sqlite:///{modele}") if nue else self.index, index_de(adresse))
        return adresse

    def jeter(self, adresse: str) -> None:
        """Effacer une copie et son index."""
        effacer_base(Path(adresse.removeprefix("sqlite:///")))
        shutil.rmtree(index_de(adresse), ignore_errors=True)

    def fermer(self) -> None:
        """Effacer les copies qui restent."""
        shutil.rmtree(self.course, ignore_errors=True)


class BasesPostgres:
    """Les modèles sont des bases du serveur ; une copie est un CREATE DATABASE … TEMPLATE."""

    def __init__(self, adresse: str, dossier: Path) -> None:
        self.adresse = adresse
        self.dossier = dossier
        self.copies: set[str] = set()

    def preparer(self) -> None:
        """Préparer le modèle s'il n'est pas déjà sur le serveur."""
        if BASE_NUE:
            self.modele = self._modele_nu()
            self.index = index_de(self._adresse_de(self.modele))
            return
        self.modele = f"jumelles_modele_{empreinte_faits()}"
        with verrou(self.dossier):
            if not self._existe(self.modele):
                en_cours = "jumelles_en_cours"
                self._creer(en_cours)
                initialiser(self._adresse_de(en_cours))
                self._ordre(f'ALTER DATABASE "{en_cours}" RENAME TO "{self.modele}"')
            self.index = preparer_index(self._adresse_de(self.modele), self.dossier, self._temoin())

    def _modele_nu(self) -> str:
        """Les tables seules ; deux secondes, une fois par course."""
        nu = f"jumelles_nue_{os.getpid()}"
        if nu not in self.copies:
            self._creer(nu)
            lancer(self._adresse_de(nu), "initialiser", *NUE)
            self.copies.add(nu)
        return nu

    def _creer(self, base: str) -> None:
        self._ordre(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')
        self._ordre(f"CREATE DATABASE \"{base}\" ENCODING 'UTF8' TEMPLATE template0")

    def _adresse_de(self, base: str) -> str:
        return urlunsplit(urlsplit(self.adresse)._replace(path=f"/{base}"))

    def _temoin(self) -> object:
        return self._ordre(DERNIERE_ECRITURE, self.modele)

    def _ordre(self, sql: str, base: str = "postgres") -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self._adresse_de(base), autocommit=True) as connexion:
            curseur = connexion.execute(sql)
            return curseur.fetchall() if curseur.description else []

    def _existe(self, base: str) -> bool:
        return bool(self._ordre(f"SELECT 1 FROM pg_database WHERE datname = '{base}'"))

    def copier(self, nom: str, *, nue: bool = False) -> str:
        """Rendre l'adresse d'une copie neuve, du modèle entier ou des tables seules."""
        base = f"jumelles_{nom}_{os.getpid()}"
        modele = self._modele_nu() if nue else self.modele
        self._ordre(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')
        self._ordre(f'CREATE DATABASE "{base}" TEMPLATE "{modele}" STRATEGY FILE_COPY')
        self.copies.add(base)
        adresse = self._adresse_de(base)
        copier_index(index_de(self._adresse_de(modele)) if nue else self.index, index_de(adresse))
        return adresse

    def jeter(self, adresse: str) -> None:
        """Effacer une copie et son index."""
        base = urlsplit(adresse).path.removeprefix("/")
        self._ordre(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')
        self.copies.discard(base)
        shutil.rmtree(index_de(adresse), ignore_errors=True)

    def fermer(self) -> None:
        """Effacer les copies qui restent."""
        for base in sorted(self.copies):
            shutil.rmtree(index_de(self._adresse_de(base)), ignore_errors=True)
            self._ordre(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')


def effacer_base(fichier: Path) -> None:
    """Effacer un fichier SQLite et ses journaux."""
    for suffixe in ("", "-wal", "-shm", "-journal"):
        Path(f"{fichier}{suffixe}").unlink(missing_ok=True)


def _fermer_le_journal(fichier: Path) -> None:
    """Verser le journal WAL dans le fichier, pour qu'une copie du seul fichier soit entière."""
    import sqlite3

    connexion = sqlite3.connect(fichier)
    try:
        connexion.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connexion.close()


def ouvrir(adresse: str, dossier: Path) -> BasesSqlite | BasesPostgres:
    """Choisir le moteur d'après JUMELLES_BASE."""
    if adresse.startswith("postgres"):
        return BasesPostgres(adresse, dossier)
    return BasesSqlite(dossier)
