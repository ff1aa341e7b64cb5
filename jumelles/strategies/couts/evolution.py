"""D'une année à l'autre : chaque somme rapportée à celle de départ, à même force de preuve et mêmes liens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jumelles.indicateurs.evolution import Evolution
from jumelles.indicateurs.quotient import Grandeur
from jumelles.referentiel.mesure import Mesure
from jumelles.referentiel.nombres import INSECABLE, decimal_fr, euros
from jumelles.retombees.bilan import Bilan
from jumelles.retombees.enums import Preuve, Unite
from jumelles.strategies.couts.tableau import RangeeCouts

SUIVIES = ("propres", "cofinancements", "total", "sur_place", "retours")


@dataclass(frozen=True, slots=True)
class EvolutionCouts:
    """Une somme d'une année à l'autre, en mots ; pour_cent vide si elle ne se calcule pas, et pourquoi dit alors
    pourquoi."""

    libelle: str
    preuve: str
    avant: str
    apres: str
    ecart: str
    pour_cent: str
    pourquoi: str = ""


def evolutions(avant: Bilan, apres: Bilan, rangees: tuple[RangeeCouts, ...]) -> tuple[EvolutionCouts, ...]:
    """Celles des sommes connues les deux années ; ce qu'une seule année dit n'évolue pas."""
    noms = {r.code: r.libelle for r in rangees}
    return tuple(_lignes(avant, apres, noms))


def _lignes(avant: Bilan, apres: Bilan, noms: dict[str, str]) -> Iterator[EvolutionCouts]:
    hier = {n.preuve: n for n in avant.niveaux}
    for n in apres.niveaux:
        if n.preuve not in hier:
            continue
        for code in SUIVIES:
            a: Grandeur = getattr(hier[n.preuve], code)
            b: Grandeur = getattr(n, code)
            if a.valeur is not None and b.valeur is not None:
                yield _ligne(noms[code], str(Preuve(n.preuve).label), a, b)


def _ligne(libelle: str, preuve: str, a: Grandeur, b: Grandeur) -> EvolutionCouts:
    e = Evolution(_mesure(a, preuve), _mesure(b, preuve))
    dits = euros(a.valeur or Decimal()), euros(b.valeur or Decimal())
    if a.perimetre != b.perimetre:
        return EvolutionCouts(
            libelle, preuve, *dits, "", "", _("les deux années ne concernent pas les mêmes liens ou projets")
        )
    ecart = _signe(e.ecart or Decimal(), euros)
    if e.pour_cent is None:
        return EvolutionCouts(libelle, preuve, *dits, ecart, "", _("on part de zéro"))
    return EvolutionCouts(
        libelle, preuve, *dits, ecart, _signe(e.pour_cent, lambda v: decimal_fr(v, 1) + INSECABLE + "%")
    )


def _mesure(g: Grandeur, preuve: str) -> Mesure:
    return Mesure(g.valeur, Unite.EUROS, preuve, str(g.annee))


def _signe(valeur: Decimal, dire: Callable[[Decimal], str]) -> str:
    """« +53,5 % », « −12 € » ; zéro n'a pas de signe."""
    return ("+" if valeur > 0 else "−" if valeur < 0 else "") + dire(abs(valeur))
