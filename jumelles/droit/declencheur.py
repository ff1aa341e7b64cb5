"""Quand une ligne s'applique : « autorite_locale + !convention ; urgence », lu sur trois valeurs."""

from dataclasses import dataclass
from typing import Self

from jumelles.droit.cas import Cas, faits
from jumelles.droit.lecture import TableInvalide

TOUJOURS = "*"


@dataclass(frozen=True, slots=True)
class Declencheur:
    """Au moins une des suites doit être vraie tout entière ; chaque terme est (fait, valeur voulue)."""

    suites: tuple[tuple[tuple[str, bool], ...], ...]

    @classmethod
    def read(cls, texte: str) -> Self:
        """« + » : et ; « ; » : ou ; « ! » : ne pas ; « * » : toujours. TableInvalide si un fait est inconnu."""
        if texte == TOUJOURS:
            return cls(((),))
        suites = tuple(tuple(_terme(t) for t in suite.split("+")) for suite in texte.split(";"))
        return cls(suites)

    def evaluer(self, cas: Cas) -> tuple[bool | None, tuple[str, ...]]:
        """Vrai, faux ou None (on ne sait pas), et les faits qu'il faudrait connaître."""
        manquants: dict[str, None] = {}
        for suite in self.suites:
            inconnus = _inconnus(suite, cas)
            if inconnus == []:
                return True, ()
            manquants |= dict.fromkeys(inconnus or ())
        return (None, tuple(manquants)) if manquants else (False, ())


def _inconnus(suite: tuple[tuple[str, bool], ...], cas: Cas) -> list[str] | None:
    """Les faits d'une suite que l'on ne connaît pas ; None si l'un d'eux la rend fausse."""
    inconnus = []
    for fait, voulu in suite:
        dit = cas.sait(fait)
        if dit is None:
            inconnus.append(fait)
        elif dit is not voulu:
            return None
    return inconnus


def _terme(texte: str) -> tuple[str, bool]:
    nom = texte.strip()
    fait = nom.removeprefix("!")
    if fait not in faits():
        raise TableInvalide(f"fait inconnu : {fait!r}")
    return fait, nom == fait
