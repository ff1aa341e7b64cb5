"""Les questions des invitations : celles qui attendent, et celle que désigne un lien reçu."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from jumelles.rattachements.models import Invitation
from jumelles.rattachements.requetes import tenus

VALABLE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class InvitationFiche:
    """Une invitation, pour l'équipe qui l'a envoyée et pour la personne qui l'a reçue ; passee : plus acceptable."""

    id: int
    courriel: str
    role: str
    territoire_code: str
    territoire_nom: str
    le: date
    passee: bool


def invitations_de(code: str) -> tuple[InvitationFiche, ...]:
    """Celles qui attendent, la dernière d'abord."""
    lues = Invitation.objects.en_attente().filter(collectivite__code__in=tenus(code)).select_related("collectivite")
    return tuple(_fiche(i) for i in lues.order_by("-pk"))


def invitation_du_jeton(jeton: str) -> InvitationFiche | None:
    """L'invitation de ce lien, si elle vaut encore."""
    attendues = Invitation.objects.en_attente().filter(empreinte_jeton=empreinte_du_jeton(jeton))
    trouvee = attendues.select_related("collectivite").first() if jeton else None
    return _fiche(trouvee) if trouvee and encore_valable(trouvee) else None


def encore_valable(i: Invitation) -> bool:
    """Quatorze jours, pas davantage."""
    return timezone.now() < i.cree_le + VALABLE


def empreinte_du_jeton(jeton: str) -> str:
    """Le jeton ne se garde pas : son empreinte suffit à le reconnaître."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def _fiche(i: Invitation) -> InvitationFiche:
    return InvitationFiche(
        id=i.pk, courriel=i.courriel, role=str(i.get_role_display()), territoire_code=i.collectivite.code,
        territoire_nom=i.collectivite.nom, le=timezone.localdate(i.cree_le), passee=not encore_valable(i),
    )  # fmt: skip
