from jumelles.contributions.models.dossier_import import DossierImport

__all__ = ["DossierImport"]
