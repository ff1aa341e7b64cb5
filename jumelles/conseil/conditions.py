"""Quand une règle du conseil s'applique : « besoin=financement + pays!=DE ; habitants=? »."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

from jumelles.conseil.candidats import ActeurPropose
from jumelles.conseil.demande import Besoin, DemandeConseil, ascendants, se_rejoignent
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.lecture import TableInvalide
from jumelles.referentiel.codes import is_iso2

INCONNU: Final = ("?",)
_TERME: Final = re.compile(r"([a-z.]+)(!=|=|<)(\S+)")
_OUI_NON: Final = {True: frozenset({"oui"}), False: frozenset({"non"})}


@dataclass(frozen=True, slots=True)
class Situation:
    """Une demande, et l'acteur que l'on regarde s'il y en a un."""

    demande: DemandeConseil
    acteur: ActeurPropose | None = None


@dataclass(frozen=True, slots=True)
class TermeCondition:
    """champ ; comparaison « = », « != » ou « < » ; valeurs : l'une suffit ; « ? » : le champ est inconnu."""

    champ: str
    comparaison: str
    valeurs: tuple[str, ...]

    def is_vrai(self, situation: Situation) -> bool:
        """Un champ inconnu ne remplit que « =? »."""
        valeur = _CHAMPS[self.champ](situation)
        if self.valeurs == INCONNU:
            return valeur is None
        if valeur is None:
            return False
        if isinstance(valeur, int):
            return valeur < int(self.valeurs[0])
        return valeur.isdisjoint(self.valeurs) is (self.comparaison == "!=")


@dataclass(frozen=True, slots=True)
class Condition:
    """Au moins une des suites doit être vraie tout entière."""

    suites: tuple[tuple[TermeCondition, ...], ...]

    @classmethod
    def read(cls, texte: str) -> Self:
        """« + » : et ; « ; » : ou ; « | » : une des valeurs. TableInvalide si un mot est inconnu."""
        return cls(tuple(tuple(_terme(t.strip()) for t in suite.split("+")) for suite in texte.split(";")))

    def is_vraie(self, situation: Situation) -> bool:
        """Vrai si une suite l'est."""
        for suite in self.suites:
            for terme in suite:
                if not terme.is_vrai(situation):
                    break
            else:
                return True
        return False


def _un(valeur: object) -> frozenset[str] | None:
    return None if valeur is None else frozenset({str(valeur)})


def _meme_pays(s: Situation) -> frozenset[str] | None:
    return None if s.acteur is None else _OUI_NON[s.demande.pays in s.acteur.pays]


def _meme_theme(s: Situation) -> frozenset[str] | None:
    return None if s.acteur is None else _OUI_NON[se_rejoignent(s.demande.themes, s.acteur.themes)]


def _ans(s: Situation) -> int | None:
    if s.acteur is None or s.acteur.annee is None or s.demande.jour is None:
        return None
    return s.demande.jour.year - s.acteur.annee


_MOTS: Final[dict[str, Callable[[Situation], frozenset[str] | None]]] = {
    "besoin": lambda s: frozenset(s.demande.besoins) or None,
    "theme": lambda s: frozenset[str]().union(*(ascendants()[t] for t in s.demande.themes)) or None,
    "pays": lambda s: _un(s.demande.pays),
    "type": lambda s: _un(s.demande.type),
    "apd": lambda s: None if s.demande.pays_apd is None else _OUI_NON[s.demande.pays_apd],
    "acteur.pays": _meme_pays,
    "acteur.theme": _meme_theme,
}
_NOMBRES: Final[dict[str, Callable[[Situation], int | None]]] = {
    "habitants": lambda s: s.demande.habitants,
    "acteur.km": lambda s: None if s.acteur is None else s.acteur.km,
    "acteur.ans": _ans,
}
_CHAMPS: Final[dict[str, Callable[[Situation], frozenset[str] | int | None]]] = {**_MOTS, **_NOMBRES}
_PERMISES: Final[dict[str, Callable[[str], bool]]] = {
    "besoin": lambda v: v in set(Besoin),
    "theme": lambda v: v in ascendants(),
    "pays": is_iso2,
    "type": lambda v: v in set(TypeCollectivite),
    **dict.fromkeys(("apd", "acteur.pays", "acteur.theme"), lambda v: v in ("oui", "non")),
    **dict.fromkeys(_NOMBRES, str.isdigit),
}


def _terme(texte: str) -> TermeCondition:
    lu = _TERME.fullmatch(texte)
    if lu is None or lu[1] not in _CHAMPS:
        raise TableInvalide(f"condition : {texte!r}")
    champ, comparaison, valeurs = lu[1], lu[2], tuple(lu[3].split("|"))
    if valeurs == INCONNU and comparaison == "=":
        return TermeCondition(champ, comparaison, valeurs)
    if (champ in _NOMBRES) is not (comparaison == "<") or not all(_PERMISES[champ](v) for v in valeurs):
        raise TableInvalide(f"condition : {texte!r}")
    return TermeCondition(champ, comparaison, valeurs)
