"""Le suivi d'un import déposé : chaque étape est un travail de fond, que l'on peut perdre et relancer sans dommage."""

from jumelles.sources.suivi.lancement import (
    lancer,
    lancer_examen,
    relire_les_colonnes,
    renoncer,
    reprendre,
)

__all__ = ["lancer", "lancer_examen", "relire_les_colonnes", "renoncer", "reprendre"]
