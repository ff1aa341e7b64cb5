from jumelles.comptes.models.utilisateur import Utilisateur

__all__ = ["Utilisateur"]
