"""Dire quelles lignes entrent sans que la carte puisse placer leur partenaire."""

from collections.abc import Sequence
from dataclasses import replace

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.operations import Registre
from jumelles.sources.ligne_lue import LignePlanifiee


def marquer_sans_lieu(planifiees: Sequence[LignePlanifiee]) -> list[LignePlanifiee]:
    """Les mêmes ; `sans_lieu` si ni la ligne, ni ce que le site sait déjà de ce partenaire, ne donne un point."""
    sans_point = {n: siennes for n, p in enumerate(planifiees) if (siennes := _sans_point(p))}
    registre = Registre([p for siennes in sans_point.values() for p in siennes])
    return [
        replace(p, sans_lieu=any(_reste_sans_point(x, registre) for x in sans_point.get(n, ())))
        for n, p in enumerate(planifiees)
    ]


def _sans_point(planifiee: LignePlanifiee) -> list[Partie]:
    parties = planifiee.relation.parties if planifiee.relation is not None else ()
    return [p for p in parties if p.pays != "FR" and p.geonameid is None and p.lat is None]


def _reste_sans_point(partie: Partie, registre: Registre) -> bool:
    connu = registre.find(partie)
    return connu is None or connu.lat is None
