"""Les questions aux référents : pour l'équipe de la collectivité seulement, quelle que soit la porte."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jumelles.rattachements.habilitation import Habilitation
from jumelles.rattachements.models import Referent


@dataclass(frozen=True, slots=True)
class ReferentFiche:
    """Un référent ; tout ce qui n'est pas dit est vide, le nom de la personne surtout."""

    id: int
    service: str
    fonction: str
    competences: str
    langues: str
    nom: str
    joindre: str
    version: int
    change_le: date


def referents_de(code: str, *, pour: Habilitation) -> tuple[ReferentFiche, ...]:
    """Les référents de cette collectivité, par service ; AccesRefuse si `pour` n'en est pas. Une requête."""
    pour.exiger(code)
    return tuple(_fiche(r) for r in Referent.objects.filter(collectivite__code=code).order_by("service", "pk"))


def referent(code: str, identifiant: int, *, pour: Habilitation) -> ReferentFiche | None:
    """Un référent de cette collectivité, ou None ; AccesRefuse si `pour` n'en est pas."""
    pour.exiger(code)
    trouve = Referent.objects.filter(collectivite__code=code, pk=identifiant).first()
    return None if trouve is None else _fiche(trouve)


def _fiche(r: Referent) -> ReferentFiche:
    return ReferentFiche(
        id=r.pk, service=r.service, fonction=r.fonction, competences=r.competences, langues=r.langues, nom=r.nom,
        joindre=r.joindre, version=r.version, change_le=timezone.localdate(r.change_le),
    )  # fmt: skip
