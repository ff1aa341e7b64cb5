"""Ce que la revue fait en arrière-plan : reprendre de nombreuses lignes, accepter de nombreux noms."""

from datetime import timedelta

from django.db import transaction

from jumelles.contributions.enums import EtatDecision
from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.verrou import tenir_les_entites
from jumelles.taches.reprises import tache


# Une transaction : tuée, elle n'a rien écrit ; on la recommence.
@tache(essais=3, attente=timedelta(seconds=20))
def reprendre_en_fond(decision_id: int, par: str) -> str:
    """Finir une décision, ou un retour, dont les lignes étaient trop nombreuses pour la page."""
    from jumelles.sources.revue.par_lot import prononcer_le_lot
    from jumelles.sources.revue.poursuite import finir

    with transaction.atomic():
        tenir_les_entites()
        decision = DecisionRevue.objects.select_for_update().get(pk=decision_id)
        if decision.etat != EtatDecision.EN_COURS:
            return "déjà fait"
        if "gauches" not in decision.demande:
            prononcer_le_lot(decision, par=par)
        finir(decision, par=par)
    return "fait"
