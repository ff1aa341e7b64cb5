"""Les noms connus, rangés dans des fichiers que l'on lit sans les charger."""

from jumelles.rapprochement.repertoire.ecriture import FORME, NATURES, Entree, NomDit, ecrire
from jumelles.rapprochement.repertoire.lecture import Repertoire, RepertoireAbsent

__all__ = ["FORME", "NATURES", "Entree", "NomDit", "Repertoire", "RepertoireAbsent", "ecrire"]
