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
            dits = [(fait, cas.sait(fait), voulu) for fait, voulu in suite]
            if any(dit is not None and dit is not voulu for _, dit, voulu in dits):
                continue
            inconnus = [fait for fait, dit, _ in dits if dit is None]
            if not inconnus:
                return True, ()
            manquants |= dict.fromkeys(inconnus)
        return (None, tuple(manquants)) if manquants else (False, ())


def _terme(texte: str) -> tuple[str, bool]:
    nom = texte.strip()
    fait = nom.removeprefix("!")
    if fait not in faits():
        raise TableInvalide(f"fait inconnu : {fait!r}")
    return fait, nom == fait
