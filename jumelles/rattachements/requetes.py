"""Les questions des rattachements."""

from dataclasses import dataclass

from jumelles.comptes.models import Utilisateur
from jumelles.rattachements.habilitation import ANONYME, Habilitation
from jumelles.rattachements.models import Adhesion


@dataclass(frozen=True, slots=True)
class Membre:
    """Une personne d'une équipe : pour ses collègues seulement."""

    adhesion_id: int
    nom: str
    courriel: str
    role: str
    depuis: str


@dataclass(frozen=True, slots=True)
class ChezMoi:
    """Une collectivité pour laquelle la personne parle."""

    code: str
    nom: str
    role: str


def habilitation_de(utilisateur_id: int | None) -> Habilitation:
    """Ce que cette personne peut faire aujourd'hui ; deux questions à la base au plus, ANONYME pour None."""
    personne = Utilisateur.objects.filter(pk=utilisateur_id, is_active=True).first() if utilisateur_id else None
    if personne is None:
        return ANONYME
    siennes = Adhesion.objects.vivantes().filter(utilisateur=personne).values_list("collectivite__code", "reseau_id")
    couples = list(siennes)
    return Habilitation(
        signature=personne.signature, equipe=personne.est_equipe,
        collectivites=frozenset(code for code, _reseau in couples if code),
        reseaux=frozenset(reseau for _code, reseau in couples if reseau),
    )  # fmt: skip


def chez(utilisateur_id: int) -> tuple[ChezMoi, ...]:
    """Les collectivités d'une personne, par nom."""
    siennes = Adhesion.objects.vivantes().filter(utilisateur_id=utilisateur_id, collectivite__isnull=False)
    lues = siennes.select_related("collectivite").order_by("collectivite__nom")
    return tuple(ChezMoi(a.collectivite.code, a.collectivite.nom, a.get_role_display()) for a in lues if a.collectivite)


def equipe_de(code: str) -> tuple[Membre, ...]:
    """Les personnes rattachées à cette collectivité, la plus ancienne d'abord ; jamais montrées hors de l'équipe."""
    lues = Adhesion.objects.vivantes().filter(collectivite__code=code).select_related("utilisateur").order_by("pk")
    return tuple(
        Membre(a.pk, a.utilisateur.nom, a.utilisateur.email, a.get_role_display(), a.depuis.date().isoformat())
        for a in lues
    )


def adhesion_de(courriel: str, *, code: str = "", reseau_id: int | None = None) -> int | None:
    """Le numéro de l'adhésion vivante de cette personne à cette collectivité ou à ce réseau, ou None."""
    siennes = Adhesion.objects.vivantes().filter(utilisateur__email__iexact=courriel.strip())
    cible = siennes.filter(reseau_id=reseau_id) if reseau_id is not None else siennes.filter(collectivite__code=code)
    return cible.values_list("pk", flat=True).first()
