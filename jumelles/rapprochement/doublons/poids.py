"""La table lisible des poids : combien chaque trait compte pour un lien, un projet, une structure, et sa phrase."""

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

from jumelles.rapprochement.poids import Poids

SORTES = ("relation", "projet", "acteur")


@cache
def poids_de(sorte: str) -> Poids:
    """Le barème d'une sorte de fiche, dans poids.csv : appris pour les projets, posé à la main pour les deux autres."""
    return lire_poids(Path(str(files("jumelles.rapprochement.doublons") / "poids.csv")))[sorte]


def lire_poids(chemin: Path) -> dict[str, Poids]:
    """Lire trait, relation, projet, acteur, phrase ; les poids sont logarithmiques (2,3 : dix fois plus probable)."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        lignes = list(csv.DictReader(fichier))
    phrases = {x["trait"]: x["phrase"] for x in lignes}
    return {sorte: Poids({x["trait"]: float(x[sorte]) for x in lignes}, phrases) for sorte in SORTES}
