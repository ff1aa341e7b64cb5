"""Faire entrer un lot : en une transaction, le dossier et les faits ensemble."""

from django.db import transaction

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import passer
from jumelles.contributions.requetes import DossierFiche
from jumelles.sources.depots import basculer
from jumelles.territoires.vrac import actualiser_statistiques


def importer_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Basculer le lot préparé ; tué avant la fin, rien n'est entré, et le relancer suffit."""
    assert dossier.lot_id is not None
    with transaction.atomic():
        rapport = basculer(dossier.lot_id, par=par)
        passer(
            dossier_id=dossier.id, de=EtatDossier.IMPORT, vers=EtatDossier.IMPORTE, par=par, course=dossier.course,
            rapport=rapport.en_json(), raison="",
        )  # fmt: skip
    actualiser_statistiques()
