"""Aller au bout d'une décision : tout de suite si peu de lignes y tiennent, sinon en arrière-plan."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.provenance.suspens import combien_en_suspens
from jumelles.sources.revue.reprise import reprendre
from jumelles.taches.requetes import EtatTravail, etats_des_travaux

# Au-delà, les lignes se reprennent en arrière-plan : la page répond tout de suite.
LIGNES_MAX = 50


class DecisionDepassee(ValueError):
    """Cette décision ne s'annule plus, ou ne se relance pas ; le message dit pourquoi, rien n'est écrit."""


def poursuivre(decision: DecisionRevue, gauches: Sequence[str], *, par: str) -> bool:
    """Reprendre les lignes tout de suite si elles sont peu, sinon en arrière-plan ; vrai si c'est fait."""
    decision.demande = {**decision.demande, "gauches": list(gauches)}
    if is_longue(gauches):
        mettre_en_fond(decision, par=par)
        return False
    finir(decision, par=par)
    return True


def is_longue(gauches: Collection[str]) -> bool:
    """Vrai si trop de lignes tiennent à ces noms pour qu'une page les attende."""
    return combien_en_suspens(gauches) > LIGNES_MAX


def mettre_en_fond(decision: DecisionRevue, *, par: str) -> None:
    """Confier la suite à l'ouvrier, et retenir quel travail la tient."""
    from jumelles.sources.revue.travaux import reprendre_en_fond

    decision.etat = EtatDecision.EN_COURS
    decision.tache = str(reprendre_en_fond.enqueue(decision.pk, par).id)
    decision.save(update_fields=["etat", "demande", "tache"])


def finir(decision: DecisionRevue, *, par: str) -> None:
    """Reprendre les lignes et dire ce que cela a changé, dans la transaction de l'appelant."""
    suite = reprendre(decision.demande["gauches"], decision=decision.pk, par=par).en_json()
    retour = "retour" in decision.demande
    decision.etat = EtatDecision.ANNULEE if retour else EtatDecision.FAITE
    decision.bilan = {**decision.bilan, "annulation": suite} if retour else {**decision.bilan, **suite}
    decision.save(update_fields=["etat", "demande", "bilan"])


def arretees(decisions: Iterable[DecisionRevue]) -> set[int]:
    """Celles que leur travail de fond a laissées sans les finir ; une requête, s'il y en a en cours."""
    taches = {d.pk: d.tache for d in decisions if d.etat == EtatDecision.EN_COURS}
    etats = etats_des_travaux(taches.values()) if taches else {}
    return {pk for pk, tache in taches.items() if etats[tache] in (EtatTravail.INTERROMPU, EtatTravail.FINI)}


@transaction.atomic
def relancer_la_decision(*, decision_id: int, par: str) -> None:
    """Remettre à l'ouvrier une décision qu'il a laissée en plan ; DecisionDepassee s'il n'y a rien à reprendre."""
    decision = DecisionRevue.objects.select_for_update().get(pk=decision_id)
    if not arretees([decision]):
        raise DecisionDepassee(_("Cette décision suit son cours : il n'y a rien à reprendre."))
    avant: dict[str, Any] = {"tache": decision.tache}
    mettre_en_fond(decision, par=par)
    apres = {"tache": decision.tache}
    journaliser(par=par, ecritures=[Ecriture("relancer_decision_revue", "decision", decision.pk, avant, apres)])
