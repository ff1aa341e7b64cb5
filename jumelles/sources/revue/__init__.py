"""Le bureau de revue : ce qui attend une personne, ce qu'elle décide, ce que cela change, et le retour en arrière."""

from jumelles.sources.revue.choix import ChoixInconnu
from jumelles.sources.revue.decider import (
    AUCUNE,
    HORS_CHAMP,
    DecisionDepassee,
    DejaJuge,
    annuler_la_decision,
    decider_du_nom,
)
from jumelles.sources.revue.doublons import FusionRefusee, decider_du_doublon
from jumelles.sources.revue.fiche import fiche_du_nom
from jumelles.sources.revue.file import choix_des_filtres, file_d_attente, reste, suivant
from jumelles.sources.revue.filtre import FiltreRevue
from jumelles.sources.revue.historique import decision, decisions, derniere_decision

__all__ = [
    "AUCUNE", "HORS_CHAMP", "ChoixInconnu", "DecisionDepassee", "DejaJuge", "FiltreRevue", "FusionRefusee",
    "annuler_la_decision",
    "choix_des_filtres", "decider_du_doublon", "decider_du_nom", "decision", "decisions",
    "derniere_decision", "fiche_du_nom",
    "file_d_attente", "reste", "suivant",
]  # fmt: skip
