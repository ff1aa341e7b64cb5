"""Zéro résultat : quel filtre ôter, et combien on trouverait alors."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jumelles.recherche.filtre import CLES, Filtre, Sorte
from jumelles.recherche.moteur import moteur

RELACHABLES = ("emprise", *CLES, "texte", "depuis", "jusque", "modifie_depuis")
ESSAIS_MAX = 10


@dataclass(frozen=True, slots=True)
class Relachement:
    """Un critère ôté (ou gardé seul) : le filtre qui reste, et combien il trouve."""

    nom: str
    filtre: Filtre
    total: int


def relaxer(filtre: Filtre, sorte: Sorte) -> tuple[Relachement, ...]:
    """Chaque critère qu'il suffirait d'ôter, le plus fécond d'abord ; au plus ESSAIS_MAX comptes."""
    voulu = filtre.pour(sorte)
    noms = [n for n in RELACHABLES if getattr(voulu, n)][:ESSAIS_MAX]
    essais = [Relachement(n, f, moteur().compter(f, sorte)) for n in noms for f in (voulu.without(n),)]
    return _feconds(essais)


def garder_seul(filtre: Filtre, sorte: Sorte) -> tuple[Relachement, ...]:
    """Chaque critère pris seul, quand en ôter un ne suffit pas ; au plus ESSAIS_MAX comptes."""
    voulu = filtre.pour(sorte)
    noms = [n for n in RELACHABLES if getattr(voulu, n)][:ESSAIS_MAX]
    if len(noms) < 3:
        return ()  # à deux critères, en ôter un est déjà garder l'autre
    seuls = [(n, replace(Filtre(), **{n: getattr(voulu, n)})) for n in noms]
    return _feconds(Relachement(n, f, moteur().compter(f, sorte)) for n, f in seuls)


def _feconds(essais: Iterable[Relachement]) -> tuple[Relachement, ...]:
    return tuple(sorted((e for e in essais if e.total), key=lambda e: -e.total))
