from jumelles.acteurs.models.acteur import Acteur
from jumelles.acteurs.models.contact import Contact, Refus, Sollicitation

__all__ = ["Acteur", "Contact", "Refus", "Sollicitation"]
