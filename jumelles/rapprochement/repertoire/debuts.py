"""Trouver ce dont un nom commence ainsi : les noms dans l'ordre de leur clé, cherchés par moitiés."""

from bisect import bisect_left

import numpy as np

from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.repertoire.ecriture import NATURES
from jumelles.rapprochement.repertoire.lecture import Repertoire
from jumelles.rapprochement.termes import Entite

OFFICIEL = NATURES.index("officiel")
# Après toute lettre, tout chiffre et l'espace : la fin des noms qui commencent par ce qui précède.
APRES = "\x7f"


def commencent(repertoire: Repertoire, debut: str, combien: int) -> list[tuple[Entite, str]]:
    """Les entités dont un nom commence ainsi, et ce nom : leur nom officiel d'abord, puis les plus peuplées."""
    voulu = cle(debut)
    if not voulu:
        return []
    noms = repertoire.ordre[_place(repertoire, voulu) : _place(repertoire, voulu + APRES)]
    cibles, autres = np.asarray(repertoire.cible_du_nom)[noms], np.asarray(repertoire.nature)[noms] != OFFICIEL
    trouves: dict[int, int] = {}
    for place in np.lexsort((cibles, autres)):
        trouves.setdefault(int(cibles[place]), int(noms[place]))
        if len(trouves) == combien:
            break
    return [(repertoire.entite(c), repertoire.textes[n]) for c, n in trouves.items()]


def _place(repertoire: Repertoire, texte: str) -> int:
    ordre = repertoire.ordre
    return bisect_left(range(len(ordre)), texte, key=lambda i: repertoire.cles[int(ordre[i])])
