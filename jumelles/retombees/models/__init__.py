from jumelles.retombees.models.fiche_couts import FicheCouts
from jumelles.retombees.models.ligne_cout import LigneCout

__all__ = ["FicheCouts", "LigneCout"]
