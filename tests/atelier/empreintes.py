"""L'empreinte de tout ce dont une base préparée dépend : si elle change, la base se prépare à nouveau."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tests.atelier.machine import donnees_reelles

RACINE = Path(__file__).resolve().parents[2]
MAISON = RACINE / "jumelles"
VERROUS = ("requirements.lock", "package-lock.json")
# Ce qui fait la base des références ; le reste des sources n'y touche pas.
REFERENCES = (
    "referentiel", "territoires", "rapprochement/normaliser.py", "sources/references", "sources/fiche.py",
    "provenance", "config/reglages.py", "commandes/initialiser.py",
)  # fmt: skip
# Ce qui fait l'index d'une base préparée.
INDEX = (
    "recherche/documents", "recherche/moteur", "recherche/dictionnaire.py", "recherche/document.py",
    "recherche/emprise.py", "recherche/filtre.py", "recherche/ligne.py", "recherche/octets.py",
    "recherche/alimentation.py", "recherche/journal.py", "recherche/sorties/formules.py",
)  # fmt: skip
FAITS = ("acteurs", "cooperations", "rapprochement", "sources", "taches", "comptes", "indicateurs")


def _fichiers(racines: Iterable[str]) -> list[Path]:
    trouves: set[Path] = set(MAISON.glob("*/migrations/*.py"))
    for nom in racines:
        racine = MAISON / nom
        trouves |= {racine} if racine.is_file() else set(racine.rglob("*"))
    return sorted(f for f in trouves if f.is_file() and "__pycache__" not in f.parts)


def _resumer(fichiers: Iterable[Path]) -> str:
    marque = hashlib.sha256()
    for fichier in fichiers:
        marque.update(f"{fichier.relative_to(RACINE)}\0".encode())
        marque.update(fichier.read_bytes())
    return marque.hexdigest()


def empreinte_references() -> str:
    """Résumer le code, les tables et les verrous qui font la base des références."""
    return _resumer([*_fichiers(REFERENCES), *(RACINE / v for v in VERROUS)])[:16]


def empreinte_faits() -> str:
    """Résumer aussi le code des faits et la liste des données réelles (nom, taille, date)."""
    marque = hashlib.sha256(_resumer(_fichiers([*REFERENCES, *FAITS])).encode())
    donnees = donnees_reelles()
    for fichier in sorted(donnees.rglob("*")) if donnees else []:
        etat = fichier.stat()
        marque.update(f"{fichier.name}\0{etat.st_size}\0{etat.st_mtime_ns}\n".encode())
    marque.update(empreinte_references().encode())
    return marque.hexdigest()[:16]


def empreinte_index() -> str:
    """Résumer aussi le code de l'index, et le jour : des états en dépendent."""
    marque = hashlib.sha256(_resumer(_fichiers(INDEX)).encode())
    marque.update(f"{empreinte_faits()}{date.today().isoformat()}".encode())
    return marque.hexdigest()[:16]
