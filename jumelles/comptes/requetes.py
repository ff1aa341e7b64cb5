"""Les questions des comptes."""

from collections.abc import Iterable

from jumelles.comptes.models import Utilisateur

_PERSONNE = "personne:"


def compter_administrateurs() -> int:
    """Compter les administrateurs qui peuvent se connecter."""
    return Utilisateur.objects.filter(is_superuser=True, is_active=True).count()


def compte_existe(courriel: str) -> bool:
    """Dire si quelqu'un se connecte avec ce courriel."""
    return Utilisateur.objects.filter(email__iexact=courriel.strip()).exists()


def nommer(signatures: Iterable[str]) -> dict[str, str]:
    """Le nom affiché de chaque signature (« personne:12 ») ; une machine ou une commande garde la sienne."""
    ids = {s: int(s.removeprefix(_PERSONNE)) for s in signatures if s.removeprefix(_PERSONNE).isdigit()}
    noms = {u.pk: str(u) for u in Utilisateur.objects.filter(pk__in=set(ids.values()))}
    return {s: noms.get(ids[s], s) if s in ids else s for s in signatures}
