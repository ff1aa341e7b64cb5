from jumelles.contributions.models.decision_revue import DecisionRevue
from jumelles.contributions.models.dossier_import import DossierImport

__all__ = ["DecisionRevue", "DossierImport"]
