"""Lire le découpage d'aujourd'hui, ses millésimes passés et l'historique des communes."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jumelles.sources.fiche import FicheSource, SourceInattendue
from jumelles.sources.references.paquets import find_npm

ACTUEL = "@etalab/decoupage-administratif"
# L'alias npm dit l'année du code officiel géographique ; 2020 n'est pas publié.
MILLESIMES = (2019, 2021, 2022, 2023, 2024, 2025)
TYPES = ("commune-actuelle", "commune-deleguee", "commune-associee", "arrondissement-municipal")
TYPES_HISTORIQUE = ("COM", "COMP", "COMD", "COMA")
CHAMPS_COMMUNE = {
    "code", "nom", "type", "typeLiaison", "zone", "arrondissement", "departement", "region", "rangChefLieu",
    "siren", "codesPostaux", "population", "anciensCodes", "chefLieu", "commune",
}  # fmt: skip
CHAMPS_ETAT = {
    "nom", "type", "code", "typeLiaison", "id", "raisonDebut", "dateDebut", "raisonFin", "dateFin",
    "successeur", "predecesseur", "pole", "membres",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommuneDecoupee:
    """Une commune, ou une partie de commune (chef_lieu : la commune dont elle est)."""

    code: str
    type: str
    nom: str
    tncc: int
    zone: str
    departement: str
    region: str
    siren: str
    population: int | None
    chef_lieu: str
    anciens_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groupement:
    """Un EPCI ou un EPT, ses communes membres (codes), sa population municipale."""

    siren: str
    nom: str
    type: str
    membres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Etat:
    """Une commune entre deux dates ; type COM : de plein exercice ; sinon absorbée (COMP), déléguée, associée."""

    code: str
    type: str
    nom: str
    tncc: int
    debut: str
    fin: str
    raison_debut: str
    raison_fin: str


@dataclass(frozen=True, slots=True)
class Millesime:
    """Une année passée : {code : nom} des communes de plein exercice, et les EPCI."""

    annee: int
    communes: dict[str, str]
    epci: dict[str, Groupement]


@dataclass(frozen=True, slots=True)
class Decoupage:
    """Tout ce que disent les paquets ; historique : {code : ses états, du plus ancien au plus récent}."""

    communes: tuple[CommuneDecoupee, ...]
    epci: dict[str, Groupement]
    ept: tuple[Groupement, ...]
    historique: dict[str, tuple[Etat, ...]]
    millesimes: tuple[Millesime, ...]


def find_fichiers() -> list[Path]:
    """Tous les fichiers lus."""
    actuels = [_actuel(nom) for nom in ("communes", "epci", "ept")]
    passes = [_passe(annee, nom) for annee in MILLESIMES for nom in ("communes", "epci")]
    return [*actuels, *passes, _passe(2019, "historique-communes")]


def read_decoupage(fiche: FicheSource) -> Decoupage:
    """Lire et vérifier ; SourceInattendue dit ce qui n'est pas comme prévu."""
    communes = tuple(_commune(c) for c in _read(_actuel("communes")))
    epci = _read_groupements(_actuel("epci"))
    ept = _read_groupements(_actuel("ept"))
    historique = _read_historique(fiche)
    fiche.check("communes", sum(c.type == TYPES[0] for c in communes))
    fiche.check("parties", sum(c.type in TYPES[1:3] for c in communes))
    fiche.check("epci", len(epci))
    fiche.check("ept", len(ept))
    fiche.check("anciens_codes", sum(len(c.anciens_codes) for c in communes))
    millesimes = tuple(_read_millesime(annee) for annee in MILLESIMES)
    return Decoupage(communes, epci, tuple(ept.values()), historique, millesimes)


def _actuel(nom: str) -> Path:
    return find_npm(ACTUEL, "data", f"{nom}.json")


def _passe(annee: int, nom: str) -> Path:
    return find_npm(f"decoupage-{annee}", "data", f"{nom}.json")


def _read(chemin: Path) -> list[dict[str, Any]]:
    lu = json.loads(chemin.read_bytes())
    if not isinstance(lu, list):
        raise SourceInattendue(f"{chemin.name} : on attend une liste.")
    return lu


def _commune(c: dict[str, Any]) -> CommuneDecoupee:
    if inconnus := c.keys() - CHAMPS_COMMUNE:
        raise SourceInattendue(f"découpage, commune {c.get('code')} : champs inconnus {sorted(inconnus)}.")
    if c["type"] not in TYPES:
        raise SourceInattendue(f"découpage, commune {c['code']} : type inconnu {c['type']!r}.")
    return CommuneDecoupee(
        code=c["code"],
        type=c["type"],
        nom=c["nom"],
        tncc=c.get("typeLiaison", 0),
        zone=c["zone"],
        departement=c["departement"],
        region=c["region"],
        siren=c.get("siren", ""),
        population=c.get("population"),
        chef_lieu=c.get("chefLieu", c.get("commune", "")),
        anciens_codes=tuple(c.get("anciensCodes", ())),
    )


def _read_groupements(chemin: Path) -> dict[str, Groupement]:
    return {
        g["code"]: Groupement(g["code"], " ".join(g["nom"].split()), g["type"], tuple(m["code"] for m in g["membres"]))
        for g in _read(chemin)
    }


def _read_millesime(annee: int) -> Millesime:
    communes = {c["code"]: c["nom"] for c in _read(_passe(annee, "communes")) if c["type"] == TYPES[0]}
    return Millesime(annee, communes, _read_groupements(_passe(annee, "epci")))


def _read_historique(fiche: FicheSource) -> dict[str, tuple[Etat, ...]]:
    brut = _read(_passe(2019, "historique-communes"))
    fiche.check("historique", len(brut))
    par_code: dict[str, list[Etat]] = {}
    for e in brut:
        if (inconnus := e.keys() - CHAMPS_ETAT) or e["type"] not in TYPES_HISTORIQUE:
            raise SourceInattendue(f"historique, {e.get('id')} : {sorted(inconnus)}, type {e['type']!r}.")
        par_code.setdefault(e["code"], []).append(
            Etat(
                e["code"], e["type"], e["nom"], e["typeLiaison"], e.get("dateDebut", ""), e.get("dateFin", ""),
                e.get("raisonDebut", ""), e.get("raisonFin", ""),
            )
        )  # fmt: skip
    return {code: tuple(sorted(etats, key=lambda e: (e.debut, e.fin or "9999"))) for code, etats in par_code.items()}
