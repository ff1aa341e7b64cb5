"""Ce que l'on donne à chaque concurrent et ce qu'il rend : des CSV, et une ligne de mesures en JSON."""

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path


def lire(chemin: Path) -> list[dict[str, str]]:
    """Les lignes d'un CSV."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


def rendre(chemin: Path, lignes: Iterable[tuple[str, str, float]], **mesures: float) -> None:
    """Écrire (rang de la demande, code ou vide s'il y a égalité, score) et dire les mesures sur la sortie."""
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.writer(fichier, lineterminator="\n")
        sortie.writerow(("rang", "code", "score"))
        sortie.writerows(lignes)
    print(json.dumps({nom: round(valeur, 3) for nom, valeur in mesures.items()}))


def chemins() -> tuple[Path, Path]:
    """Le dossier des listes et le fichier à écrire, donnés en arguments."""
    return Path(sys.argv[1]), Path(sys.argv[2])
