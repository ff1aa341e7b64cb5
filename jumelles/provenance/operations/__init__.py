"""Les verbes de la provenance : consigner, affirmer, retirer, juger."""

from jumelles.provenance.operations.journal import Ecriture, journaliser
from jumelles.provenance.operations.jugements import (
    DejaJuge,
    annuler_jugement,
    annuler_jugements,
    prononcer,
    reprendre_jugements,
)
from jumelles.provenance.operations.paroles import REMPLACEE, Parole, affirmer, remplacer_paroles, retirer_affirmation
from jumelles.provenance.operations.sources import enregistrer_source

__all__ = [
    "REMPLACEE",
    "DejaJuge",
    "Ecriture",
    "Parole",
    "affirmer",
    "annuler_jugement",
    "annuler_jugements",
    "enregistrer_source",
    "journaliser",
    "prononcer",
    "remplacer_paroles",
    "reprendre_jugements",
    "retirer_affirmation",
]
