"""Une ligne de coût telle qu'une personne la dit, et telle qu'on la relit."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from jumelles.retombees.enums import Poste, Preuve, Unite


@dataclass(frozen=True, slots=True)
class LigneDite:
    """valeur : euros, jours ou heures selon l'unité ; cout_unitaire : euros par jour ou par heure, None s'il n'est
    pas donné ; apport : vide si personne n'a dit sous quelle forme ; perimetre : « relation:12 », « projet:5 » ou
    vide ; date_information : date partielle, ou vide."""

    poste: str
    valeur: Decimal
    unite: str = Unite.EUROS
    cout_unitaire: Decimal | None = None
    apport: str = ""
    payeur: str = ""
    perimetre: str = ""
    preuve: str = Preuve.DECLARE
    source: str = ""
    date_information: str = ""
    cause: str = ""

    @property
    def poste_libelle(self) -> str:
        return str(Poste(self.poste).label)

    @property
    def preuve_libelle(self) -> str:
        return str(Preuve(self.preuve).label)


@dataclass(frozen=True, slots=True)
class LigneLue:
    """Une version d'une ligne : ce qu'elle dit, qui l'a écrite, et si elle vaut encore."""

    id: int
    ligne: UUID
    version: int
    annee: int
    dite: LigneDite
    retiree: bool
    courante: bool
    par: str
    ecrite_le: datetime


@dataclass(frozen=True, slots=True)
class FichePubliee:
    """Ce que la collectivité a publié pour une année, et quand."""

    annee: int
    le: date
    lignes: tuple[LigneLue, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FicheHeritee(FichePubliee):
    """Ce qu'une collectivité d'hier avait publié : son code et son nom se disent toujours avec."""

    code: str = ""
    nom: str = ""


@dataclass(frozen=True, slots=True)
class AnneeHeritee:
    """Une année saisie par une collectivité d'hier : combien de lignes, et quand elle fut publiée (None : pas)."""

    code: str
    nom: str
    annee: int
    nombre: int
    publiee_le: date | None


@dataclass(frozen=True, slots=True)
class FicheSituee:
    """Ce qu'une autre collectivité a publié d'une année, et de quoi la comparer. population : habitants ou None."""

    code: str
    population: int | None
    millesime: str
    region: str
    lignes: tuple[LigneLue, ...]
