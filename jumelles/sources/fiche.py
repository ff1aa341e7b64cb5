"""La fiche d'une source : ce que dit son `source.yml`, lu et vérifié avant la première ligne de données."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jumelles.provenance.enums import NatureSource
from jumelles.provenance.models import Source
from jumelles.provenance.operations import enregistrer_source

FICHIER = "source.yml"
OBLIGATOIRES = ("code", "nom", "editeur", "licence", "adresse", "millesime", "frequence", "nature", "bornes")
FACULTATIFS = ("date_information", "releve_le", "description", "limites")


class SourceInattendue(ValueError):
    """Une source ne dit pas ce que sa fiche promet ; le message dit quoi, en français."""


@dataclass(frozen=True, slots=True)
class Bornes:
    """Combien d'enregistrements on attend, bornes comprises ; en dehors, la lecture s'arrête."""

    minimum: int
    maximum: int

    def check(self, quoi: str, nombre: int) -> None:
        """Lever SourceInattendue si le nombre lu sort des bornes."""
        if not self.minimum <= nombre <= self.maximum:
            raise SourceInattendue(
                f"{quoi} : {nombre} enregistrements lus, on en attend entre {self.minimum} et {self.maximum}."
            )


@dataclass(frozen=True, slots=True)
class FicheSource:
    """Qui dit, sous quelle licence, à quelle date, et ce qu'on attend d'y lire."""

    code: str
    nom: str
    editeur: str
    licence: str
    adresse: str
    millesime: str
    frequence: str
    nature: str
    bornes: dict[str, Bornes]
    date_information: str = ""
    releve_le: date | None = None
    description: str = ""
    limites: str = ""

    def check(self, quoi: str, nombre: int) -> None:
        """Comparer un nombre lu à la borne de ce nom ; la fiche doit la donner."""
        if quoi not in self.bornes:
            raise SourceInattendue(f"{self.code} : la fiche ne donne pas de bornes pour « {quoi} ».")
        self.bornes[quoi].check(f"{self.code}, {quoi}", nombre)


def read_fiche(dossier: Path) -> FicheSource:
    """Lire `source.yml` dans ce dossier ; SourceInattendue dit le champ absent, inconnu ou mal écrit."""
    chemin = dossier / FICHIER
    brute = yaml.safe_load(chemin.read_text(encoding="utf-8"))
    if not isinstance(brute, dict):
        raise SourceInattendue(f"{dossier.name}/{FICHIER} : on attend une liste de champs.")
    _check_champs(dossier.name, brute)
    bornes = {nom: _read_bornes(dossier.name, nom, b) for nom, b in brute.pop("bornes").items()}
    releve_le = brute.pop("releve_le", None)
    if releve_le is not None and not isinstance(releve_le, date):
        raise SourceInattendue(f"{dossier.name}/{FICHIER} : « releve_le » n'est pas une date (AAAA-MM-JJ).")
    return FicheSource(bornes=bornes, releve_le=releve_le, **{c: str(v) for c, v in brute.items()})


def enregistrer_fiche(fiche: FicheSource, *, par: str) -> Source:
    """Créer ou mettre à jour la Source de cette fiche (dans la transaction de l'appelant)."""
    return enregistrer_source(
        code=fiche.code,
        par=par,
        nom=fiche.nom,
        editeur=fiche.editeur,
        licence=fiche.licence,
        adresse=fiche.adresse,
        millesime=fiche.millesime,
        nature=fiche.nature,
        date_information=fiche.date_information,
        releve_le=fiche.releve_le,
        description=fiche.description,
        limites=fiche.limites,
    )


def _check_champs(dossier: str, brute: dict[str, Any]) -> None:
    """Refuser un champ absent, vide ou inconnu : une source sans licence ni bornes n'entre pas."""
    absents = [c for c in OBLIGATOIRES if brute.get(c) in (None, "", {})]
    inconnus = sorted(set(brute) - set(OBLIGATOIRES) - set(FACULTATIFS))
    if absents or inconnus:
        raise SourceInattendue(f"{dossier}/{FICHIER} : champs absents {absents}, champs inconnus {inconnus}.")
    if brute["nature"] not in NatureSource.values:
        raise SourceInattendue(f"{dossier}/{FICHIER} : nature inconnue {brute['nature']!r}.")


def _read_bornes(dossier: str, nom: str, brute: Any) -> Bornes:
    """{minimum, maximum} entiers, minimum ≤ maximum."""
    try:
        bornes = Bornes(int(brute["minimum"]), int(brute["maximum"]))
    except (KeyError, TypeError, ValueError) as erreur:
        raise SourceInattendue(f"{dossier}/{FICHIER} : bornes de « {nom} » illisibles.") from erreur
    if not 0 <= bornes.minimum <= bornes.maximum:
        raise SourceInattendue(f"{dossier}/{FICHIER} : bornes de « {nom} » à l'envers.")
    return bornes
