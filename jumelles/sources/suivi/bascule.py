"""Faire entrer un lot, le retirer, le remettre : chaque fois une transaction, le dossier et les faits ensemble."""

from typing import Any

from django.db import transaction

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import passer
from jumelles.contributions.requetes import DossierFiche
from jumelles.cooperations.operations import annuler_lot, retablir_lot
from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Lot
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
    """Reprendre tout ce que l'import a dit, et ce que des décisions de revue en ont fait entrer depuis.

    LotNonAnnulable dit pourquoi cela ne se peut pas ; rien n'a alors changé.
    """
    assert dossier.lot_id is not None
    with transaction.atomic():
        reprises = _reprises(dossier.lot_id, EtatLot.BASCULE)
        rendus = [
            annuler_lot(lot_id=lot, par=par, motif=dossier.raison) for lot in [*reversed(reprises), dossier.lot_id]
        ]
        retrait = {
            "relations": sum(len(r.relations) for r in rendus),
            "projets": sum(len(r.projets) for r in rendus),
            "acteurs": sum(len(r.acteurs) for r in rendus),
            "corriges": sorted({c for r in rendus for c in r.corriges}),
            "remplaces": rendus[-1].nombre_remplaces,
            "reprises": reprises,
        }
        passer(
            dossier_id=dossier.id, de=EtatDossier.RETRAIT, vers=EtatDossier.DEFAIT, par=par, course=dossier.course,
            rapport={**dossier.rapport, "retrait": retrait},
        )  # fmt: skip


def remettre_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Remettre tout ce que le retrait avait repris, dans l'ordre où c'était entré."""
    assert dossier.lot_id is not None
    reprises = dossier.rapport.get("retrait", {}).get("reprises", [])
    with transaction.atomic():
        for lot in [dossier.lot_id, *reprises]:
            retablir_lot(lot_id=lot, par=par, motif=dossier.raison)
        rapport = {nom: valeur for nom, valeur in dossier.rapport.items() if nom != "retrait"}
        _passer(dossier, EtatDossier.RETOUR, EtatDossier.IMPORTE, par, rapport=rapport)


def _reprises(lot_id: int, etat: str) -> list[int]:
    """Les lots qu'ont ouverts, sur ces lignes, des décisions de revue, dans l'ordre."""
    return list(Lot.objects.filter(rapport__reprise_de=lot_id, etat=etat).order_by("pk").values_list("pk", flat=True))


def _passer(dossier: DossierFiche, de: str, vers: str, par: str, **champs: Any) -> None:
    passer(dossier_id=dossier.id, de=de, vers=vers, par=par, course=dossier.course, raison="", **champs)
