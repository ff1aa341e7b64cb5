"""Lire les tables relues : statuts particuliers, successions, noms d'usage."""

import csv
from dataclasses import dataclass
from pathlib import Path

from jumelles.referentiel.thesaurus import TABLES
from jumelles.sources.fiche import FicheSource, SourceInattendue
from jumelles.territoires.enums import CategorieCollectivite, NatureFiliation, NatureNom

STATUTS, SUCCESSIONS, NOMS = (TABLES / f"{n}.csv" for n in ("statuts", "successions", "noms_usage"))


@dataclass(frozen=True, slots=True)
class Statut:
    """Une collectivité à statut particulier ou d'outre-mer ; lat, lon : son chef-lieu s'il n'a pas de contour."""

    code: str
    categorie: str
    nom: str
    charniere: str
    departement: str
    region: str
    code_insee: str
    chef_lieu: str
    lat: str
    lon: str
    debut: str
    texte: str


@dataclass(frozen=True, slots=True)
class Succession:
    """Une ancienne collectivité, et celle qui l'a reprise."""

    code: str
    categorie: str
    nom: str
    charniere: str
    departement: str
    region: str
    chef_lieu: str
    fin: str
    nouveau: str
    nature: str
    texte: str


@dataclass(frozen=True, slots=True)
class NomUsage:
    """Un nom d'usage ou un ancien nom, relu."""

    code: str
    nom: str
    nature: str
    debut: str
    fin: str
    texte: str


@dataclass(frozen=True, slots=True)
class Textes:
    """Les trois tables."""

    statuts: tuple[Statut, ...]
    successions: tuple[Succession, ...]
    noms: tuple[NomUsage, ...]


def find_fichiers() -> list[Path]:
    """Les tables lues."""
    return [STATUTS, SUCCESSIONS, NOMS]


def read_textes(fiche: FicheSource) -> Textes:
    """Lire les trois tables ; SourceInattendue si une valeur sort de nos listes."""
    statuts = tuple(Statut(**x) for x in _read(STATUTS, Statut.__slots__))
    successions = tuple(Succession(**x) for x in _read(SUCCESSIONS, Succession.__slots__))
    noms = tuple(NomUsage(**x) for x in _read(NOMS, NomUsage.__slots__))
    for quoi, lignes in (("statuts", statuts), ("successions", successions), ("noms", noms)):
        fiche.check(quoi, len(lignes))
    categories = {s.categorie for s in statuts} | {s.categorie for s in successions}
    _check_valeurs("catégorie", categories, CategorieCollectivite.values)
    _check_valeurs("nature", {s.nature for s in successions}, NatureFiliation.values)
    _check_valeurs("nature", {n.nature for n in noms}, NatureNom.values)
    return Textes(statuts, successions, noms)


def _read(chemin: Path, colonnes: tuple[str, ...]) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as fichier:
        lecteur = csv.DictReader(fichier)
        if tuple(lecteur.fieldnames or ()) != tuple(colonnes):
            raise SourceInattendue(f"{chemin.name} : colonnes {lecteur.fieldnames}, on attend {colonnes}.")
        return list(lecteur)


def _check_valeurs(quoi: str, lues: set[str], permises: list[str]) -> None:
    if inconnues := sorted(lues - set(permises)):
        raise SourceInattendue(f"tables relues : {quoi} inconnue {inconnues}.")
