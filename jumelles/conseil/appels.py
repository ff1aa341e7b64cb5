"""Les appels du droit vus depuis un conseil : ouverts, ou aux dates inconnues ; « suis-je éligible ? » expliqué."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


def appels_du_conseil(
    dossier: DemandeAppel, jour: date | None, parmi: Iterable[RegleAppel] | None = None
) -> tuple[AppelConseille, ...]:
    """Ceux qu'un jour laisse possibles : ouverts d'abord, éligibles d'abord ; ni les clos, ni ceux d'une autre année.

    jour None : aucun, car on ne peut dire lequel est ouvert.
    """
    if jour is None:
        return ()
    vus = [
        AppelConseille(a.is_ouvert(jour), a.examiner(dossier))
        for a in (tous_les_appels().values() if parmi is None else parmi)
        if a.is_ouvert(jour) is not False and (a.is_ouvert(jour) or a.annee in ("", str(jour.year)))
    ]
    return tuple(sorted(vus, key=_rang))


def _rang(vu: AppelConseille) -> tuple[int, int, date, str]:
    return (
        _ORDRE[vu.is_ouvert], _ORDRE[vu.eligibilite.is_eligible], vu.appel.cloture or date.max, vu.appel.code
    )  # fmt: skip
