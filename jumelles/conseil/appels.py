"""Les appels du droit vus depuis un conseil : ouverts, ou aux dates inconnues ; « suis-je éligible ? » expliqué."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from jumelles.conseil.lecture import read_lignes
from jumelles.droit.appels import Eligibilite, RegleAppel
from jumelles.droit.appels import appels as tous_les_appels
from jumelles.droit.demande import DemandeAppel

_ORDRE = {True: 0, None: 1, False: 2}


@dataclass(frozen=True, slots=True)
class AppelConseille:
    """is_ouvert : vrai, ou None si ses dates ne sont pas toutes dites ; eligibilite : chaque critère, et pourquoi."""

    is_ouvert: bool | None
    eligibilite: Eligibilite

    @property
    def appel(self) -> RegleAppel:
        """L'appel, avec son financeur et son année."""
        return self.eligibilite.appel


@cache
def _types() -> dict[str, str]:
    return {x["appel"]: x["type"] for x in read_lignes("types_appels", "appel type")}


def type_de_l_appel(code: str) -> str | None:
    """Le type de partenaire qui lance cet appel ; None si la table ne le dit pas."""
    return _types().get(code)


def appels_du_conseil(
    dossier: DemandeAppel, types: Container[str], parmi: Iterable[RegleAppel] | None = None
) -> tuple[AppelConseille, ...]:
    """Ceux des types conseillés, et ceux dont le type n'est pas dit ; ouverts d'abord, éligibles d'abord.

    Ni les clos, ni ceux d'une autre année ; aucun si le jour n'est pas dit.
    """
    vus = [
        AppelConseille(a.is_ouvert(dossier.jour), a.examiner(dossier))
        for a in (tous_les_appels().values() if parmi is None else parmi)
        if _is_conseille(a, types) and _is_possible(a, dossier.jour)
    ]
    return tuple(sorted(vus, key=_rang))


def _is_conseille(appel: RegleAppel, types: Container[str]) -> bool:
    type_ = type_de_l_appel(appel.code)
    return type_ is None or type_ in types


def _is_possible(appel: RegleAppel, jour: date | None) -> bool:
    """Sans ses dates, un appel ne reste possible que si son année est celle-ci, ou n'est pas dite."""
    if jour is None or (ouvert := appel.is_ouvert(jour)) is False:
        return False
    return bool(ouvert) or appel.annee in ("", str(jour.year))


def _rang(vu: AppelConseille) -> tuple[int, int, date, str]:
    return (
        _ORDRE[vu.is_ouvert], _ORDRE[vu.eligibilite.is_eligible], vu.appel.cloture or date.max, vu.appel.code
    )  # fmt: skip
