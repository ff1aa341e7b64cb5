"""Les verbes du cœur : eux seuls écrivent relations, actes, projets et financements."""

from jumelles.cooperations.operations.actes import ajouter_acte, ajouter_instrument, ajouter_lieu, resilier_acte
from jumelles.cooperations.operations.annulation import AnnulationLot, LotNonAnnulable, annuler_lot, retablir_lot
from jumelles.cooperations.operations.bilan import BilanEcriture, Difference
from jumelles.cooperations.operations.cadres import inscrire_dans_un_cadre, retirer_d_un_cadre
from jumelles.cooperations.operations.correction import (
    annuler_correction,
    corriger_projet,
    corriger_relation,
    marquer_sensible,
    retablir_relation,
    supprimer_relation,
)
from jumelles.cooperations.operations.declarer import appliquer_declarations, declarer_projet, declarer_relation
from jumelles.cooperations.operations.fusion import (
    FusionRefusee,
    annuler_decision,
    distinguer,
    fondre_acteurs,
    fondre_projets,
    fondre_relations,
    reprendre_decision,
    separer_acteurs,
    separer_projets,
    separer_relations,
)
from jumelles.cooperations.operations.ne_plus_participer import ne_plus_participer
from jumelles.cooperations.operations.participer import participer
from jumelles.cooperations.operations.retenue import recalculer_relations
from jumelles.cooperations.operations.signes import clore_par_deliberation, donner_signe

__all__ = [
    "AnnulationLot",
    "BilanEcriture",
    "Difference",
    "FusionRefusee",
    "LotNonAnnulable",
    "ajouter_acte",
    "ajouter_instrument",
    "ajouter_lieu",
    "annuler_correction",
    "annuler_decision",
    "annuler_lot",
    "appliquer_declarations",
    "clore_par_deliberation",
    "corriger_projet",
    "corriger_relation",
    "declarer_projet",
    "declarer_relation",
    "distinguer",
    "donner_signe",
    "fondre_acteurs",
    "fondre_projets",
    "fondre_relations",
    "inscrire_dans_un_cadre",
    "marquer_sensible",
    "ne_plus_participer",
    "participer",
    "recalculer_relations",
    "reprendre_decision",
    "resilier_acte",
    "retablir_lot",
    "retablir_relation",
    "retirer_d_un_cadre",
    "separer_acteurs",
    "separer_projets",
    "separer_relations",
    "supprimer_relation",
]
