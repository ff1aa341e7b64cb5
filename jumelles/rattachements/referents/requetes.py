"""Les questions aux référents : pour l'équipe de la collectivité seulement, quelle que soit la porte."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from jumelles.rattachements.habilitation import Habilitation
from jumelles.rattachements.models import Referent
from jumelles.territoires.suites import codes_d_hier


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
    public: bool = False
    venu_de: str = ""  # la collectivité d'avant la réunion, si c'est elle qui l'avait inscrit


@dataclass(frozen=True, slots=True)
class ReferentPublic:
    """Ce que tout le monde peut lire d'un référent : le service, la fonction, et de quand cela date."""

    service: str
    fonction: str
    le: date


def referents_de(code: str, *, pour: Habilitation) -> tuple[ReferentFiche, ...]:
    """Les référents de cette collectivité et de celles qu'elle continue, par service ; AccesRefuse si `pour` n'en est
    pas. Une requête, quelques-unes de plus si des collectivités d'hier en avaient inscrit."""
    pour.exiger(code)
    return tuple(_fiche(r, code) for r in _siens(code, Referent.objects.order_by("service", "pk")))


def referents_publics(code: str) -> tuple[ReferentPublic, ...]:
    """Les services que cette collectivité a choisi de montrer à tous, par nom ; une requête. Jamais une personne."""
    montres = _siens(code, Referent.objects.filter(publie_le__isnull=False).order_by("service", "fonction", "pk"))
    return tuple(ReferentPublic(r.service, r.fonction, timezone.localdate(r.change_le)) for r in montres)


def referent(code: str, identifiant: int, *, pour: Habilitation) -> ReferentFiche | None:
    """Un référent de cette collectivité, ou None ; AccesRefuse si `pour` n'en est pas."""
    pour.exiger(code)
    return next((_fiche(r, code) for r in _siens(code, Referent.objects.filter(pk=identifiant))), None)


def _siens(code: str, parmi: QuerySet[Referent]) -> list[Referent]:
    passee = Q(collectivite__ancienne=True) | Q(collectivite__parent__isnull=False)
    lus = list(parmi.filter(Q(collectivite__code=code) | passee).select_related("collectivite"))
    siens = {code, *(codes_d_hier(code) if any(r.collectivite.code != code for r in lus) else ())}
    return [r for r in lus if r.collectivite.code in siens]


def _fiche(r: Referent, code: str) -> ReferentFiche:
    return ReferentFiche(
        id=r.pk, service=r.service, fonction=r.fonction, competences=r.competences, langues=r.langues, nom=r.nom,
        joindre=r.joindre, version=r.version, change_le=timezone.localdate(r.change_le),
        public=r.publie_le is not None,
        venu_de="" if r.collectivite.code == code else r.collectivite.nom,
    )  # fmt: skip
