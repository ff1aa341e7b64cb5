"""Trouver ce dont un nom commence ainsi : les noms dans l'ordre de leur clé, cherchés par moitiés."""

from bisect import bisect_left
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.repertoire.ecriture import NATURES
from jumelles.rapprochement.repertoire.lecture import Repertoire, RepertoireAbsent
from jumelles.rapprochement.termes import Entite

FICHIER = "ordre.npy"
OFFICIEL = NATURES.index("officiel")
# Après toute lettre, tout chiffre et l'espace : la fin des noms qui commencent par ce qui précède.
APRES = "\x7f"


def commencent(repertoire: Repertoire, debut: str, combien: int) -> list[tuple[Entite, str]]:
    """Les entités dont un nom commence ainsi, et ce nom : leur nom officiel d'abord, puis les plus peuplées."""
    voulu = cle(debut)
    if not voulu:
        return []
    ordre = _ordre(repertoire)
    noms = ordre[_place(repertoire, ordre, voulu) : _place(repertoire, ordre, voulu + APRES)]
    cibles, autres = np.asarray(repertoire.cible_du_nom)[noms], np.asarray(repertoire.nature)[noms] != OFFICIEL
    trouves: dict[int, int] = {}
    for place in np.lexsort((cibles, autres)):
        trouves.setdefault(int(cibles[place]), int(noms[place]))
        if len(trouves) == combien:
            break
    return [(repertoire.entite(c), repertoire.textes[n]) for c, n in trouves.items()]


def _place(repertoire: Repertoire, ordre: npt.NDArray[np.uint32], texte: str) -> int:
    return bisect_left(range(len(ordre)), texte, key=lambda i: repertoire.cles[int(ordre[i])])


@lru_cache(maxsize=4)
def _ordre(repertoire: Repertoire) -> npt.NDArray[np.uint32]:
    try:
        lu: npt.NDArray[np.uint32] = np.asarray(np.load(repertoire.dossier / FICHIER, mmap_mode="r"))
    except FileNotFoundError as erreur:
        raise RepertoireAbsent("le répertoire est d'avant les débuts de noms : `jumelles construire`") from erreur
    if len(lu) != len(repertoire.nature):
        raise RepertoireAbsent("le répertoire vient d'être refait")
    return lu
