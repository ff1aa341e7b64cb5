"""Faire entrer un lot, le retirer, le remettre : chaque fois une transaction, le dossier et les faits ensemble."""

from typing import Any

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
        _passer(dossier, EtatDossier.IMPORT, EtatDossier.IMPORTE, par, rapport=rapport.en_json())
    actualiser_statistiques()


def _passer(dossier: DossierFiche, de: str, vers: str, par: str, **champs: Any) -> None:
    passer(dossier_id=dossier.id, de=de, vers=vers, par=par, course=dossier.course, raison="", **champs)
