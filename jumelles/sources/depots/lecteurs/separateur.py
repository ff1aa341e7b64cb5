"""Trouver ce qui sépare les cellules : virgule, point-virgule, tabulation ou barre."""

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from django.utils.translation import gettext_lazy as _

NOMS = {",": _("la virgule"), ";": _("le point-virgule"), "\t": _("la tabulation"), "|": _("la barre")}
_ESSAYEES = 100


def trouver_separateur(debut: str) -> str:
    """Celui qui découpe le plus de lignes pareillement ; « ; » si rien ne sépare (une seule colonne)."""
    notes = {separateur: _noter(debut, separateur) for separateur in NOMS}
    meilleur = max(notes, key=lambda s: notes[s])
    return meilleur if notes[meilleur] > (0.0, 0) else ";"


def _noter(debut: str, separateur: str) -> tuple[float, int]:
    """La part des lignes de la largeur la plus fréquente, et cette largeur ; rien si elle est d'une colonne."""
    largeurs = [len(r) for r in decouper(debut, separateur) if any(r)]
    if not largeurs:
        return 0.0, 0
    plus_d_une = [n for n in largeurs if n > 1]
    if not plus_d_une:
        return 0.0, 0
    largeur, fois = max(Counter(plus_d_une).items(), key=lambda c: (c[1], c[0]))
    return fois / len(largeurs), largeur


def decouper(texte: str, separateur: str) -> list[list[str]]:
    """Les premières rangées de ce texte, sans rien refuser."""
    lecteur = csv.reader(StringIO(texte, newline=""), delimiter=separateur)
    rangees: list[list[str]] = []
    try:
        for rangee in lecteur:
            rangees.append(rangee)
            if len(rangees) > _ESSAYEES:
                break
    except csv.Error:
        pass
    return rangees[:-1] if len(rangees) > 2 else rangees


def autre_separateur(cellules: Sequence[str], separateur: str, largeur: int) -> str:
    """L'autre séparateur qui donnerait à cette ligne la largeur de l'en-tête ; "" si aucun."""
    texte = separateur.join(cellules)
    for autre in NOMS:
        if autre == separateur or autre not in texte:
            continue
        rangees = list(csv.reader([texte], delimiter=autre))
        if rangees and len(rangees[0]) == largeur:
            return autre
    return ""
