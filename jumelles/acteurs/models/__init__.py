from jumelles.acteurs.models.acteur import Acteur
from jumelles.acteurs.models.contact import Contact

__all__ = ["Acteur", "Contact"]
