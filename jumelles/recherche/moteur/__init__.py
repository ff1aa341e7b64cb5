"""Le moteur de recherche, derrière un petit port : embarqué (tantivy), en mémoire (essais), demain en grappe."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from jumelles.recherche.moteur.abri import abriter
from jumelles.recherche.moteur.embarque.moteur import MoteurEmbarque
from jumelles.recherche.moteur.port import EcritureOccupee, Moteur, MoteurIndisponible, Repere, Tranche

__all__ = ["EcritureOccupee", "Moteur", "MoteurIndisponible", "Repere", "Tranche", "moteur"]


def moteur() -> Moteur:
    """Le moteur de ce processus, sur `settings.INDEX` ; il se rouvre seul quand l'index change.

    Rien ne s'ouvre ici : la première question lève MoteurIndisponible s'il n'y a pas d'index lisible.
    """
    return _sur(str(settings.INDEX))


@lru_cache(maxsize=8)
def _sur(racine: str) -> Moteur:
    return abriter(MoteurEmbarque(Path(racine)))
