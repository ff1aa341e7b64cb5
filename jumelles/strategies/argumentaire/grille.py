"""La grille des manières d'agir, pour une objection : la même sur la page et dans le document (C3.10)."""

from dataclasses import dataclass

from jumelles.conseil.faits import FaitCite
from jumelles.conseil.grille import College, CritereGrille
from jumelles.conseil.phrases import dire


@dataclass(frozen=True, slots=True)
class LigneComparee:
    """Un collège d'acteurs et, critère par critère, ce que l'on en sait ; vide : non renseigné."""

    college: str
    cases: tuple[tuple[str, tuple[FaitCite, ...]], ...]


def lignes_comparees(criteres: tuple[CritereGrille, ...]) -> tuple[LigneComparee, ...]:
    """Une ligne par collège, dans leur ordre ; vide si l'objection n'appelle aucun critère."""
    if not criteres:
        return ()
    return tuple(
        LigneComparee(dire(f"college.{x.value}"), tuple((c.libelle, c.cellule(x)) for c in criteres)) for x in College
    )
