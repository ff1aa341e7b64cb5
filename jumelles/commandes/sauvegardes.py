"""Une sauvegarde : un fichier ZIP portant la base et son manifeste (moteur, schéma, empreinte, comptes).

Elle s'écrit à côté sous un nom provisoire, se vérifie, se force sur le disque, puis prend son nom d'un
coup : un fichier `jumelles-….zip` est toujours une sauvegarde entière.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

import jumelles
from jumelles.commandes.controles import compter

FORMAT = 1
MANIFESTE = "manifeste.json"
CONTENU = "base"
BLOC = 1 << 20


class SauvegardeRefusee(ValueError):
    """Le fichier ne peut pas servir à restaurer ; le message dit pourquoi et que faire."""


@dataclass(frozen=True, slots=True)
class Manifeste:
    """Ce qu'une sauvegarde dit d'elle-même."""

    format: int
    version: str
    moteur: str
    schema: str
    sha256: str
    faite_le: str
    comptes: dict[str, int]


def sauvegarder_vers(dossier: Path, prefixe: str = "jumelles") -> Path:
    """Sauvegarder la base ouverte, pendant qu'on s'en sert ; rendre le fichier fait."""
    dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _provisoire(dossier, "base") as copie, _provisoire(dossier, "zip") as archive:
        _moteur().copier(copie)
        manifeste = Manifeste(
            FORMAT, jumelles.__version__, connection.vendor, schema_de_la_base(), empreinte(copie),
            datetime.now(UTC).isoformat(timespec="seconds"), compter(),
        )  # fmt: skip
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as paquet:
            paquet.writestr(MANIFESTE, json.dumps(asdict(manifeste), ensure_ascii=False, indent=1))
            paquet.write(copie, CONTENU)
        archive.chmod(0o600)
        forcer_sur_le_disque(archive)
        fait = _nommer(archive, dossier, prefixe)
        forcer_sur_le_disque(dossier)
    return fait


def restaurer_depuis(fichier: Path) -> Manifeste:
    """Remettre la base ouverte dans l'état de la sauvegarde, d'un seul coup.

    Tué à n'importe quel moment, la base est celle d'avant ou celle d'après. SauvegardeRefusee si le fichier
    est abîmé, d'un autre moteur ou d'un autre schéma : la base n'est alors pas touchée.
    """
    manifeste = examiner(fichier)
    dossier = _moteur().dossier_de_travail()
    with _provisoire(dossier, "restauration") as copie:
        _extraire(fichier, copie)
        if empreinte(copie) != manifeste.sha256:
            raise SauvegardeRefusee(f"{fichier} est abîmé : son contenu n'a pas l'empreinte annoncée.")
        _moteur().remettre(copie)
    return manifeste


def examiner(fichier: Path) -> Manifeste:
    """Dire si cette sauvegarde peut servir ici ; SauvegardeRefusee sinon."""
    manifeste = lire_manifeste(fichier)
    _accepter(manifeste)
    return manifeste


def lire_manifeste(fichier: Path) -> Manifeste:
    """Lire ce que la sauvegarde dit d'elle-même."""
    try:
        with zipfile.ZipFile(fichier) as paquet:
            lu = json.loads(paquet.read(MANIFESTE))
        return Manifeste(**lu)
    except FileNotFoundError as absent:
        raise SauvegardeRefusee(f"{fichier} n'existe pas.") from absent
    except OSError as panne:
        raise SauvegardeRefusee(f"{fichier} ne peut pas être lu : {panne.strerror}.") from panne
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as erreur:
        raise SauvegardeRefusee(f"{fichier} n'est pas une sauvegarde de Jumelles, ou il est abîmé.") from erreur


def _accepter(manifeste: Manifeste) -> None:
    if manifeste.format != FORMAT:
        raise SauvegardeRefusee(f"Cette sauvegarde est d'un autre format ({manifeste.format}, attendu {FORMAT}).")
    if manifeste.moteur != connection.vendor:
        raise SauvegardeRefusee(
            f"Cette sauvegarde vient d'une base {manifeste.moteur}, celle-ci est {connection.vendor} : "
            "restaurez-la sur une base du même moteur (JUMELLES_BASE)."
        )
    if manifeste.schema != schema_du_programme():
        raise SauvegardeRefusee(
            f"Cette sauvegarde a été faite par la version {manifeste.version}, dont le schéma n'est pas celui de "
            f"la version installée ({jumelles.__version__}). Installez cette version-là, restaurez, puis mettez à "
            "jour : « jumelles initialiser » portera la base au schéma d'aujourd'hui."
        )


def schema_de_la_base() -> str:
    """Résumer les migrations que la base a reçues."""
    return _resumer_migrations(MigrationRecorder(connection).applied_migrations())


def schema_du_programme() -> str:
    """Résumer les migrations que ce programme connaît."""
    return _resumer_migrations(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _resumer_migrations(migrations: Iterable[tuple[str, str]]) -> str:
    noms = sorted(f"{application}.{nom}" for application, nom in migrations)
    return hashlib.sha256("\n".join(noms).encode()).hexdigest()


def garder_les_dernieres(dossier: Path, combien: int, prefixe: str = "jumelles") -> list[Path]:
    """Effacer les plus anciennes sauvegardes de ce nom ; rendre celles qui partent."""
    anciennes = sorted(dossier.glob(f"{prefixe}-*.zip"), reverse=True)[combien:]
    for ancienne in anciennes:
        ancienne.unlink(missing_ok=True)
    return anciennes


def empreinte(fichier: Path) -> str:
    """Calculer le SHA-256 d'un fichier."""
    with fichier.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def forcer_sur_le_disque(chemin: Path) -> None:
    """Attendre que le fichier (ou le dossier) soit vraiment écrit."""
    poignee = os.open(chemin, os.O_RDONLY)
    try:
        os.fsync(poignee)
    finally:
        os.close(poignee)


def _extraire(fichier: Path, vers: Path) -> None:
    try:
        with zipfile.ZipFile(fichier) as paquet, paquet.open(CONTENU) as source, vers.open("wb") as but:
            while bloc := source.read(BLOC):
                but.write(bloc)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, RuntimeError) as erreur:
        raise SauvegardeRefusee(f"{fichier} est abîmé : il ne se décompresse pas ({erreur}).") from erreur


def _nommer(archive: Path, dossier: Path, prefixe: str) -> Path:
    """Donner son nom à l'archive, sans jamais en écraser une autre."""
    for essai in range(1000):
        heure = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        fait = dossier / f"{prefixe}-{heure}-{essai:03d}.zip"
        try:
            fait.hardlink_to(archive)
        except FileExistsError:
            continue
        return fait
    raise SauvegardeRefusee(f"Trop de sauvegardes à la même seconde dans {dossier}.")


@contextmanager
def _provisoire(dossier: Path, sorte: str) -> Iterator[Path]:
    """Un nom provisoire, effacé à la fin ; ceux qu'un processus mort a laissés le sont aussi."""
    for reste in dossier.glob(".provisoire-*"):
        if not _vivant(reste.name.split("-")[1]):
            reste.unlink(missing_ok=True)
    chemin = dossier / f".provisoire-{os.getpid()}-{sorte}"
    chemin.unlink(missing_ok=True)
    try:
        yield chemin
    finally:
        for suffixe in ("", "-wal", "-shm", "-journal"):
            Path(f"{chemin}{suffixe}").unlink(missing_ok=True)


def _vivant(processus: str) -> bool:
    try:
        os.kill(int(processus), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def _moteur() -> ModuleType:
    if connection.vendor == "sqlite":
        from jumelles.commandes import sauvegarde_sqlite

        return sauvegarde_sqlite
    from jumelles.commandes import sauvegarde_postgres

    return sauvegarde_postgres
