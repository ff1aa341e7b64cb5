"""Les décisions prises : qui, quand, quoi, ce qu'elles ont changé."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jumelles.contributions.enums import EtatDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.sources.revue.termes import Suite
from jumelles.taches.requetes import EtatTravail, etat_du_travail

PAR_PAGE = 30


@dataclass(frozen=True, slots=True)
class DecisionFiche:
    """Une décision ; nombre : de jugements ; noms : les suspens qu'elle a clos ; laisses : noms décidés par d'autres ;

    arretee : son travail de fond est mort.
    """

    id: int
    sorte: str
    objet: str
    choix: str
    etat: str
    suite: Suite
    nombre: int
    par: str
    prise_le: datetime
    annulee_le: datetime | None
    annulee_par: str
    arretee: bool = False
    laisses: tuple[str, ...] = ()
    noms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageDecisions:
    """Une page de l'historique : éléments, total, numéro (à partir de 1), pages."""

    elements: tuple[DecisionFiche, ...]
    total: int
    numero: int
    pages: int


def decisions(numero: int = 1) -> PageDecisions:
    """Les décisions, de la plus récente à la plus ancienne."""
    toutes = DecisionRevue.objects.order_by("-pk")
    total = toutes.count()
    pages = max(1, -(-total // PAR_PAGE))
    numero = min(max(1, numero), pages)
    return PageDecisions(tuple(_fiches(toutes[(numero - 1) * PAR_PAGE : numero * PAR_PAGE])), total, numero, pages)


def decision(decision_id: int) -> DecisionFiche | None:
    """Une décision, ou None."""
    return next(iter(_fiches(DecisionRevue.objects.filter(pk=decision_id))), None)


def derniere_decision(par: str) -> DecisionFiche | None:
    """La dernière que cette personne a prise, annulée ou non."""
    return next(iter(_fiches(DecisionRevue.objects.filter(par=par).order_by("-pk")[:1])), None)


def _fiches(lues: Iterable[DecisionRevue]) -> list[DecisionFiche]:
    return [
        DecisionFiche(
            id=d.pk, sorte=d.sorte, objet=d.objet, choix=d.choix, etat=d.etat, suite=Suite.depuis_json(d.bilan),
            nombre=len(d.jugements), par=d.par, prise_le=d.prise_le, annulee_le=d.annulee_le,
            annulee_par=d.annulee_par, laisses=tuple(d.demande.get("laisses", ())), noms=tuple(d.depasses),
            arretee=d.etat == EtatDecision.EN_COURS and etat_du_travail(d.tache) is EtatTravail.INTERROMPU,
        )
        for d in lues
    ]  # fmt: skip
