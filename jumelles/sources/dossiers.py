"""D'un dossier d'import à la source qu'il dit, telle que le dépôt la lit."""

from jumelles.contributions.requetes import DossierFiche
from jumelles.sources.depots import FicheDepot
from jumelles.sources.depots.termes import PREFIXE


def fiche_depot(dossier: DossierFiche) -> FicheDepot:
    """Ce que la personne dit de sa source, telle que l'import la range."""
    return FicheDepot(
        slug=dossier.source_code.removeprefix(PREFIXE),
        nom=dossier.source_nom,
        editeur=dossier.editeur,
        licence=dossier.licence,
        adresse=dossier.adresse,
        date_information=dossier.date_information,
        releve_le=dossier.ouvert_le.date(),
    )
