"""Les questions des comptes."""

from jumelles.comptes.models import Utilisateur


def compter_administrateurs() -> int:
    """Compter les administrateurs qui peuvent se connecter."""
    return Utilisateur.objects.filter(is_superuser=True, is_active=True).count()


def compte_existe(courriel: str) -> bool:
    """Dire si quelqu'un se connecte avec ce courriel."""
    return Utilisateur.objects.filter(email__iexact=courriel.strip()).exists()
