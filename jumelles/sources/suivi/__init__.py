"""Le suivi d'un import déposé : chaque étape est un travail de fond, que l'on peut perdre et relancer sans dommage."""

from jumelles.sources.suivi.depart import Depart, ce_qui_partirait
from jumelles.sources.suivi.lancement import (
    lancer,
    lancer_examen,
    relire_les_colonnes,
    renoncer,
    reprendre,
)
from jumelles.sources.suivi.oubli import oublier_les_essais

__all__ = [
    "Depart",
    "ce_qui_partirait",
    "lancer",
    "lancer_examen",
    "oublier_les_essais",
    "relire_les_colonnes",
    "renoncer",
    "reprendre",
]
