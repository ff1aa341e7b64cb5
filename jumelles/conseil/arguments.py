"""Les pièces de l'argumentaire : objections et arguments, chacun avec sa référence, ou dit « opinion » (C3.11)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jumelles.conseil.demande import ascendants
from jumelles.conseil.faits import EtatFait
from jumelles.conseil.grille import CritereGrille, lignes_de_grille
from jumelles.conseil.lecture import read_lignes
from jumelles.droit.lecture import TableInvalide, codes
from jumelles.droit.textes import NoteJuridique, note
from jumelles.referentiel.temps import DatePartielle

TOUS = "*"
_COLONNES = "code objections audiences themes genre texte nuance droit reference date preuve etat"


class Audience(StrEnum):
    ELU = "elu"
    CITOYEN = "citoyen"
    ENTREPRISE = "entreprise"
    AGENT = "agent"


class Genre(StrEnum):
    """L'ordre est celui de la lecture ; la solidarité a ses raisons à elle, juste à côté des économiques."""

    JURIDIQUE = "juridique"
    SOLIDARITE = "solidarite"
    ECONOMIQUE = "economique"
    CITOYENNETE = "citoyennete"
    INSTITUTION = "institution"


class Preuve(StrEnum):
    """Sur quoi un argument s'appuie ; une opinion peut citer qui la tient, elle reste une opinion."""

    LOI = "loi"
    ETUDE = "étude"
    PUBLICATION = "publication"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Objection:
    """Ce que l'on entend, une façon d'y répondre à voix haute, et les critères de la grille qui l'éclairent.

    reponse : nos mots, sans autre fait que ceux des arguments qui suivent.
    """

    code: str
    libelle: str
    reponse: str
    criteres: tuple[CritereGrille, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """objections, audiences, themes : à quoi il répond, pour qui, de quoi il parle ; vide : à tout.

    nuance : ce qu'il ne dit pas, à écrire avec lui ; droit : le texte qu'il cite, ou None ; date : None si inconnue.
    """

    code: str
    objections: tuple[str, ...]
    audiences: tuple[Audience, ...]
    themes: tuple[str, ...]
    genre: Genre
    texte: str
    nuance: str
    droit: NoteJuridique | None
    reference: str
    date: DatePartielle | None
    preuve: Preuve
    etat: EtatFait

    def __post_init__(self) -> None:
        is_opinion = self.preuve is Preuve.OPINION
        if is_opinion is not (self.etat is EtatFait.OPINION) or not (is_opinion or self.reference):
            raise TableInvalide(f"argument {self.code} : ni référence, ni « opinion »")
        if (self.preuve is Preuve.LOI) is not (self.droit is not None):
            raise TableInvalide(f"argument {self.code} : une loi se cite par son texte")


@cache
def objections() -> dict[str, Objection]:
    """Les objections connues, par code."""
    return {
        x["code"]: Objection(x["code"], x["libelle"], x["reponse"], lignes_de_grille(codes(x["criteres"])))
        for x in read_lignes("objections", "code libelle reponse criteres")
    }


@cache
def arguments() -> tuple[Argument, ...]:
    """Tous les arguments, dans l'ordre de la table."""
    lus = tuple(_read(x) for x in read_lignes("arguments", _COLONNES))
    if len({a.code for a in lus}) < len(lus):
        raise TableInvalide("arguments.csv : un code en double")
    return lus


def _read(x: dict[str, str]) -> Argument:
    visees, themes = _liste(x["objections"]), _liste(x["themes"])
    if inconnus := (set(visees) - objections().keys()) | (set(themes) - ascendants().keys()):
        raise TableInvalide(f"argument {x['code']} : {', '.join(sorted(inconnus))}")
    return Argument(
        x["code"], visees, tuple(Audience(a) for a in _liste(x["audiences"])), themes, Genre(x["genre"]), x["texte"],
        x["nuance"], note(x["droit"]) if x["droit"] else None, x["reference"],
        DatePartielle.read(x["date"]) if x["date"] else None, Preuve(x["preuve"]), EtatFait(x["etat"]),
    )  # fmt: skip


def _liste(cellule: str) -> tuple[str, ...]:
    return () if cellule == TOUS else codes(cellule)
