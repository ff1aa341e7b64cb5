from jumelles.acteurs.models.acteur import Acteur

__all__ = ["Acteur"]
