"""Les bases préparées une fois par le vrai chargeur, puis copiées pour chaque usage.

Deux moteurs, un même contrat : `preparer()` rend prêt un modèle (références, faits, données réelles),
`copier(nom)` en donne une copie jetable, `jeter(adresse)` la reprend.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.atelier.empreintes import RACINE, empreinte_faits, empreinte_references

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
    """L'environnement d'un processus `jumelles` qui travaille sur cette base."""
    return {**os.environ, "JUMELLES_BASE": adresse, "PYTHONPATH": str(RACINE)}


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
    """Lancer le vrai `jumelles initialiser` sur cette base, sans les fichiers du site ni le compte."""
    lancer(adresse, "initialiser", "--sans-frontal", "--sans-administrateur", *options)


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
            return
        with verrou(self.dossier):
            references = self._modele("references", empreinte_references(), None, "--sans-faits")
            self.modele = self._modele("faits", empreinte_faits(), references)
            self._oublier_les_anciens()

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
        shutil.copyfile(self._modele_nu() if nue else self.modele, copie)
        return f"sqlite:///{copie}"

    def jeter(self, adresse: str) -> None:
        """Effacer une copie."""
        effacer_base(Path(adresse.removeprefix("sqlite:///")))

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
            return
        self.modele = f"jumelles_modele_{empreinte_faits()}"
        with verrou(self.dossier):
            if not self._existe(self.modele):
                en_cours = "jumelles_en_cours"
                self._creer(en_cours)
                initialiser(self._adresse_de(en_cours))
                self._ordre(f'ALTER DATABASE "{en_cours}" RENAME TO "{self.modele}"')

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

    def _ordre(self, sql: str) -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self._adresse_de("postgres"), autocommit=True) as connexion:
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
        return self._adresse_de(base)

    def jeter(self, adresse: str) -> None:
        """Effacer une copie."""
        base = urlsplit(adresse).path.removeprefix("/")
        self._ordre(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')
        self.copies.discard(base)

    def fermer(self) -> None:
        """Effacer les copies qui restent."""
        for base in sorted(self.copies):
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
