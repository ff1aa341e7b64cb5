"""Le dossier de mission : ce que l'on emporte dans un pays, et ce que l'on en rapporte (C1.5)."""

from jumelles.strategies.mission.assemblage import JOURS_MAX, Mission, lire_lieu, mission
from jumelles.strategies.mission.dossier import dossier

__all__ = ["JOURS_MAX", "Mission", "dossier", "lire_lieu", "mission"]
