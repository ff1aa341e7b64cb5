"""Écrire et relire les jeux de vérité : des CSV hors du dépôt, une ligne par mention."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

COLONNES = (
    "liste", "nom", "pays", "niveau", "departement", "population", "lat", "lon", "partenaire",
    "verite", "existe", "origine", "difficulte",
)  # fmt: skip


def ecrire(chemin: Path, lignes: Iterable[Mapping[str, object]]) -> int:
    """Écrire les colonnes de COLONNES, vides quand la ligne n'en dit rien ; rend le nombre de lignes."""
    chemin.parent.mkdir(parents=True, exist_ok=True)
    nombre = 0
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.DictWriter(fichier, COLONNES, restval="", lineterminator="\n")
        sortie.writeheader()
        for ligne in lignes:
            sortie.writerow({c: "" if v is None else v for c, v in ligne.items()})
            nombre += 1
    return nombre


def lire(chemin: Path) -> list[dict[str, str]]:
    """Les lignes d'un jeu, en texte."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))
