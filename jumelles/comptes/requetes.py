"""Les questions des comptes."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from jumelles.comptes.models import Utilisateur

_PERSONNE = "personne:"
_SIGNATURE = re.compile(r"personne:[0-9]+")


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
    return {s: noms.get(ids[s], _("une personne sans compte")) if s in ids else s for s in signatures}


def nommer_dans(texte: str) -> str:
    """Le même texte, où chaque signature d'une personne est devenue son nom."""
    noms = nommer(set(_SIGNATURE.findall(texte)))
    return _SIGNATURE.sub(lambda trouvee: noms[trouvee.group()], texte)
