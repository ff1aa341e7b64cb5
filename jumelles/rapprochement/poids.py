"""La table lisible des poids : combien chaque trait compte, et la phrase qui le dit à la personne qui décide."""

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Poids:
    """valeurs : trait → poids, en unités logarithmiques (2,3 : dix fois plus probable) ; phrases : trait → gabarit."""

    valeurs: dict[str, float]
    phrases: dict[str, str]
    _sommes: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False, compare=False)

    def somme(self, traits: tuple[str, ...]) -> float:
        """Le poids de ces traits ensemble ; les mêmes reviennent sans cesse, et il n'y en a que quelques milliers."""
        total = self._sommes.get(traits)
        if total is None:
            total = self._sommes[traits] = float(sum([self.valeurs[t] for t in traits]))
        return total


@dataclass(frozen=True, slots=True)
class Bareme:
    """Un poids par trait de chaque côté : un nom exact n'y a pas la même valeur."""

    france: Poids
    monde: Poids


@cache
def bareme_appris() -> Bareme:
    """Le barème du dépôt, appris par `python -m bench.rapprochement.apprendre`."""
    return lire_bareme(Path(str(files("jumelles.rapprochement") / "poids.csv")))


def lire_bareme(chemin: Path) -> Bareme:
    """Lire trait, france, monde, phrase."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        lignes = list(csv.DictReader(fichier))
    phrases = {x["trait"]: x["phrase"] for x in lignes}
    france, monde = (Poids({x["trait"]: float(x[cote]) for x in lignes}, phrases) for cote in ("france", "monde"))
    return Bareme(france, monde)
