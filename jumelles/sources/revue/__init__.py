"""Le bureau de revue : ce qui attend une personne, ce qu'elle décide, ce que cela change, et le retour en arrière."""

from jumelles.provenance.operations import DejaJuge
from jumelles.sources.revue.choix import AUCUNE, HORS_CHAMP, ChoixInconnu
from jumelles.sources.revue.decider import decider_du_nom
from jumelles.sources.revue.doublons import FusionRefusee, decider_du_doublon
from jumelles.sources.revue.fiche import fiche_du_nom
from jumelles.sources.revue.file import choix_des_filtres, file_d_attente, reste, suivant
from jumelles.sources.revue.filtre import FiltreRevue
from jumelles.sources.revue.historique import decision, decisions, derniere_decision, ou_redecider
from jumelles.sources.revue.jetons import decision_du_jeton
from jumelles.sources.revue.poursuite import DecisionDepassee, relancer_la_decision
from jumelles.sources.revue.revenir import annuler_la_decision

__all__ = [
    "AUCUNE", "HORS_CHAMP", "ChoixInconnu", "DecisionDepassee", "DejaJuge", "FiltreRevue", "FusionRefusee",
    "annuler_la_decision",
    "choix_des_filtres", "decider_du_doublon", "decider_du_nom", "decision", "decision_du_jeton", "decisions",
    "derniere_decision", "fiche_du_nom",
    "file_d_attente", "ou_redecider", "relancer_la_decision", "reste", "suivant",
]  # fmt: skip
