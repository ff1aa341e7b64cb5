"""Revenir sur une décision : ses jugements s'annulent, ce qu'elle avait dépassé vaut de nouveau, les lignes suivent."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.operations import FusionRefusee, annuler_decision, reprendre_decision
from jumelles.provenance.enums import CONCLUANTS
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import annuler_jugements, reprendre_jugements
from jumelles.provenance.verrou import tenir_les_entites
from jumelles.sources.revue.decider import consigner
from jumelles.sources.revue.poursuite import DecisionDepassee, arretees, poursuivre
from jumelles.territoires.repertoires import rapprocheur


def annuler_la_decision(*, decision_id: int, par: str) -> bool:
    """Annuler une décision : ses jugements, et ce qu'ils ont fait entrer ; l'état d'avant revient.

    Vrai si c'est fait, faux si les lignes, nombreuses, ressortent en arrière-plan. DecisionDepassee, avec le pourquoi,
    si elle ne tient déjà plus ; rien n'est écrit.
    """
    rapprocheur()
    with transaction.atomic():
        tenir_les_entites()
        decision = DecisionRevue.objects.select_for_update().get(pk=decision_id)
        jugements = list(Jugement.objects.filter(pk__in=decision.jugements).order_by("pk"))
        _verifier_tenue(decision, jugements)
        for jugement in jugements:
            annuler_decision(jugement_id=jugement.pk, par=par, motif=_("décision annulée"))
        _rendre_les_depasses(decision, par=par)
        decision.annulee_le, decision.annulee_par = timezone.now(), par
        decision.demande = {**decision.demande, "retour": True}
        decision.save(update_fields=["annulee_le", "annulee_par", "demande"])
        consigner("annuler_decision_revue", decision, par)
        return poursuivre(decision, sorted({j.gauche for j in jugements if not j.paire}), par=par)


def _verifier_tenue(decision: DecisionRevue, jugements: Sequence[Jugement]) -> None:
    if decision.etat == EtatDecision.EN_COURS and not arretees([decision]):
        raise DecisionDepassee(_("Cette décision n'a pas fini : attendez que ses lignes soient toutes reprises."))
    if decision.etat == EtatDecision.ANNULEE or decision.annulee_le is not None:
        raise DecisionDepassee(_("Cette décision est déjà annulée."))
    if any(j.annule_le is not None for j in jugements):
        raise DecisionDepassee(_("Une autre décision a pris sa place depuis : annulez d'abord celle-là."))


def _rendre_les_depasses(decision: DecisionRevue, *, par: str) -> None:
    """Ce qu'elle avait dépassé vaut de nouveau, sauf si l'on en a jugé autrement depuis."""
    depasses = list(Jugement.objects.filter(pk__in=decision.depasses, annule_le__isnull=False).order_by("pk"))
    vivants = Jugement.objects.vivants().filter(gauche__in={j.gauche for j in depasses})
    juges = set(vivants.filter(paire=True).values_list("gauche", "droite"))
    conclus = set(vivants.filter(paire=False, verdict__in=CONCLUANTS).values_list("gauche", flat=True))
    noms = [j.pk for j in depasses if not j.paire and j.gauche not in conclus]
    if reprendre_jugements(ids=noms, par=par, motif=_("décision annulée")):
        annuler_jugements(ids=decision.demande.get("rendus", ()), par=par, motif=_("décision annulée"))
    for jugement in depasses:
        if jugement.paire and (jugement.gauche, jugement.droite) not in juges:
            _rendre_la_paire(jugement, par=par)


def _rendre_la_paire(jugement: Jugement, *, par: str) -> None:
    try:
        reprendre_decision(jugement_id=jugement.pk, par=par, motif=_("décision annulée"))
    except FusionRefusee as refus:
        raise DecisionDepassee(str(refus)) from refus
