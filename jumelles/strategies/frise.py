"""La frise : depuis quand, avec qui. Un lien sans date connue est nommé, jamais dessiné."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

GAUCHE, DROITE = 9.0, 98.5  # pour cent de la largeur : la place de l'année, puis une marge
FAMILLES = {"jumelage": "jumelage", "non_renseignee": "autre"}


class Datable(Protocol):
    """Ce que la frise lit d'un lien : dates partielles, vides si inconnues."""

    @property
    def debut(self) -> str: ...
    @property
    def fin(self) -> str: ...
    @property
    def etat(self) -> str: ...
    @property
    def etat_depuis(self) -> str: ...
    @property
    def nature(self) -> str: ...


Lien = TypeVar("Lien", bound=Datable)


@dataclass(frozen=True, slots=True)
class LigneFrise(Generic[Lien]):
    """Un lien daté ; debut_x et fin_x en pour cent de la largeur."""

    relation: Lien
    nom: str
    annee: int
    fin_annee: int | None
    famille: str  # jumelage, partenariat, autre
    trace: str  # plein, suspendu, estompe
    debut_x: str
    fin_x: str


@dataclass(frozen=True, slots=True)
class Frise(Generic[Lien]):
    """lignes : les liens datés, du plus ancien au plus récent ; sans_date : les autres, avec leur nom."""

    lignes: tuple[LigneFrise[Lien], ...]
    reperes: tuple[tuple[str, int], ...]  # (position en pour cent, année)
    sans_date: tuple[tuple[str, Lien], ...]

    @property
    def familles(self) -> set[str]:
        return {ligne.famille for ligne in self.lignes}

    @property
    def traces(self) -> set[str]:
        return {ligne.trace for ligne in self.lignes}


def draw_frise(relations: Iterable[Lien], nom_de: Callable[[Lien], str], jour: date) -> Frise[Lien]:
    """Ranger les liens par année de début ; nom_de dit l'autre partie, vue de la page."""
    toutes = list(relations)
    datees = sorted((r for r in toutes if r.debut), key=lambda r: (r.debut, nom_de(r)))
    sans_date = tuple((nom_de(r), r) for r in toutes if not r.debut)
    if not datees:
        return Frise((), (), sans_date)
    premiere, derniere = int(datees[0].debut[:4]), max(jour.year, int(datees[-1].debut[:4]))
    premiere = min(premiere, derniere - 10)
    place = _scale(premiere, derniere)
    lignes = tuple(_line(r, nom_de(r), derniere, place) for r in datees)
    return Frise(lignes, _marks(premiere, derniere, place), sans_date)


def _scale(premiere: int, derniere: int) -> Callable[[int], str]:
    def place(annee: int) -> str:
        borne = min(max(annee, premiere), derniere)
        return f"{GAUCHE + (borne - premiere) / (derniere - premiere) * (DROITE - GAUCHE):.1f}"

    return place


def _line(r: Lien, nom: str, derniere: int, place: Callable[[int], str]) -> LigneFrise[Lien]:
    fin = _end_year(r)
    return LigneFrise(
        relation=r, nom=nom, annee=int(r.debut[:4]), fin_annee=fin, famille=FAMILLES.get(r.nature, "partenariat"),
        trace=_stroke(r), debut_x=place(int(r.debut[:4])), fin_x=place(fin or derniere),
    )  # fmt: skip


def _end_year(r: Datable) -> int | None:
    """L'année où le lien s'arrête, si une source la dit."""
    texte = r.fin or (r.etat_depuis if r.etat == "clos" else "")
    return int(texte[:4]) if texte else None


def _stroke(r: Datable) -> str:
    if r.etat == "suspendu":
        return "suspendu"
    return "plein" if r.etat in ("actif", "clos", "repris") else "estompe"


def _marks(premiere: int, derniere: int, place: Callable[[int], str]) -> tuple[tuple[str, int], ...]:
    etendue = derniere - premiere
    pas = 5 if etendue <= 30 else 10 if etendue <= 90 else 20
    debut = -(-premiere // pas) * pas
    return tuple((place(annee), annee) for annee in range(debut, derniere + 1, pas))
