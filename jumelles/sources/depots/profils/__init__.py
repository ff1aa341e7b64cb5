"""Les formats que l'on reconnaît à leurs colonnes : nos exports, SCDL, IATI ; et ceux que l'on suppose."""

from jumelles.sources.depots.profils.catalogue import PROFILS, Profil, appliquer_profil, find_profil, reconnaitre_profil

__all__ = ["PROFILS", "Profil", "appliquer_profil", "find_profil", "reconnaitre_profil"]
