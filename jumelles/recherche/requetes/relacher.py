"""Zéro résultat : quel filtre ôter, et combien on trouverait alors."""

from dataclasses import dataclass

from jumelles.recherche.filtre import CLES, Filtre, Sorte
from jumelles.recherche.moteur import moteur

RELACHABLES = ("emprise", *CLES, "texte", "depuis", "jusque", "modifie_depuis")
ESSAIS_MAX = 10


@dataclass(frozen=True, slots=True)
class Relachement:
    """Un critère qu'il suffirait d'ôter."""

    nom: str
    filtre: Filtre
    total: int


def relaxer(filtre: Filtre, sorte: Sorte) -> tuple[Relachement, ...]:
    """Chaque critère qu'il suffirait d'ôter, le plus fécond d'abord ; au plus ESSAIS_MAX comptes."""
    voulu = filtre.pour(sorte)
    noms = [n for n in RELACHABLES if getattr(voulu, n)][:ESSAIS_MAX]
    essais = [Relachement(n, f, moteur().compter(f, sorte)) for n in noms for f in (voulu.without(n),)]
    return tuple(sorted((e for e in essais if e.total), key=lambda e: -e.total))
