"""Choisir pour un concurrent le seuil qui le sert le mieux, en connaissant les réponses : c'est lui faire crédit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Rendue:
    """Une réponse : son score, si elle est juste, et si la vérité est au référentiel."""

    score: float
    is_juste: bool
    is_presente: bool


@dataclass(frozen=True, slots=True)
class Seuil:
    """Ce que vaut un seuil. presentes : lignes dont la vérité existe ; absentes : acceptées alors que rien n'y est."""

    seuil: float
    acceptees: int
    justes: int
    absentes: int
    presentes: int

    @property
    def precision(self) -> float:
        """Part des acceptées qui sont justes, parmi celles dont la vérité existe ; 0 si rien n'est accepté."""
        return self.justes / self.acceptees if self.acceptees else 0.0

    @property
    def couverture(self) -> float:
        """Part des lignes acceptées, parmi celles dont la vérité existe."""
        return self.acceptees / self.presentes if self.presentes else 0.0

    @property
    def f1(self) -> float:
        """Moyenne harmonique de la précision et de la part des lignes rendues justes."""
        rappel = self.justes / self.presentes if self.presentes else 0.0
        return 2 * self.precision * rappel / (self.precision + rappel) if self.justes else 0.0


def lister(rendues: Iterable[Rendue], presentes: int) -> list[Seuil]:
    """Un seuil par score distinct, du plus sévère au plus large."""
    acceptees = justes = absentes = 0
    seuils = []
    triees = sorted(rendues, key=lambda r: -r.score)
    for score, groupe in groupby(triees, key=lambda r: r.score):
        for r in groupe:
            acceptees += r.is_presente
            justes += r.is_juste
            absentes += not r.is_presente
        seuils.append(Seuil(score, acceptees, justes, absentes, presentes))
    return seuils


def le_meilleur(seuils: Sequence[Seuil]) -> Seuil | None:
    """Celui du plus grand F1 ; None sans réponse."""
    return max(seuils, key=lambda s: s.f1, default=None)


def le_plus_large(seuils: Sequence[Seuil], precision: float) -> Seuil | None:
    """Celui qui accepte le plus en restant au moins aussi précis ; None si aucun ne l'est."""
    tenus = [s for s in seuils if s.precision >= precision]
    return max(tenus, key=lambda s: s.acceptees, default=None)
