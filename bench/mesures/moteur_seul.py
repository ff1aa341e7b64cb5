"""Le temps du moteur seul pour les mêmes questions : une page d'identifiants et huit facettes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.mesures.demandes import FACETTES, Demande
from bench.mesures.temps import Durees, chronometrer
from jumelles.recherche.moteur.embarque.moteur import MoteurEmbarque


def mesurer(index: Path, demandes: Sequence[Demande], taille: int = 50) -> tuple[Durees, list[int]]:
    """Sur un moteur neuf, dont la mémoire est vide ; rendre aussi le nombre trouvé par chaque demande."""
    neuf = MoteurEmbarque(index)
    neuf.repere()
    totaux: list[int] = []

    def poser(demande: Demande) -> None:
        tranche = neuf.chercher(demande.filtre, "projets", tri="pertinence", debut=0, nombre=taille)
        neuf.facettes(demande.filtre, "projets", FACETTES)
        totaux.append(tranche.total)

    return Durees.de(chronometrer(partial(poser, d) for d in demandes)), totaux
