"""Faire entrer un lot, le retirer, le remettre : chaque fois une transaction, le dossier et les faits ensemble."""

from typing import Any

from django.db import transaction

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import passer
from jumelles.contributions.requetes import DossierFiche
from jumelles.cooperations.operations import annuler_lot, retablir_lot
from jumelles.sources.depots import basculer
from jumelles.territoires.vrac import actualiser_statistiques


def importer_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Basculer le lot préparé ; tué avant la fin, rien n'est entré, et le relancer suffit."""
    assert dossier.lot_id is not None
    with transaction.atomic():
        rapport = basculer(dossier.lot_id, par=par)
        _passer(dossier, EtatDossier.IMPORT, EtatDossier.IMPORTE, par, rapport=rapport.en_json())
    actualiser_statistiques()


def retirer_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Reprendre tout ce que l'import a dit ; LotNonAnnulable dit pourquoi cela ne se peut pas."""
    assert dossier.lot_id is not None
    with transaction.atomic():
        rendu = annuler_lot(lot_id=dossier.lot_id, par=par, motif=dossier.raison)
        retrait = {
            "relations": len(rendu.relations), "projets": len(rendu.projets), "acteurs": len(rendu.acteurs),
            "corriges": list(rendu.corriges), "remplaces": rendu.nombre_remplaces,
        }  # fmt: skip
        rapport = {**dossier.rapport, "retrait": retrait}
        passer(
            dossier_id=dossier.id, de=EtatDossier.RETRAIT, vers=EtatDossier.DEFAIT, par=par, course=dossier.course,
            rapport=rapport,
        )  # fmt: skip


def remettre_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Remettre tout ce que le retrait avait repris."""
    assert dossier.lot_id is not None
    with transaction.atomic():
        retablir_lot(lot_id=dossier.lot_id, par=par, motif=dossier.raison)
        rapport = {nom: valeur for nom, valeur in dossier.rapport.items() if nom != "retrait"}
        _passer(dossier, EtatDossier.RETOUR, EtatDossier.IMPORTE, par, rapport=rapport)


def _passer(dossier: DossierFiche, de: str, vers: str, par: str, **champs: Any) -> None:
    passer(dossier_id=dossier.id, de=de, vers=vers, par=par, course=dossier.course, raison="", **champs)
