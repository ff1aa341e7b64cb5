"""Essayer un import : tout lire, tout rattacher, mettre en attente, dire ce qui entrerait ; rien n'est visible."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import avancer, passer
from jumelles.contributions.requetes import DossierFiche
from jumelles.pieces.requetes import chemin
from jumelles.provenance.enums import EtatLigne
from jumelles.sources.depots import Correspondance, Rapport, basculer, preparer_depot
from jumelles.sources.dossiers import fiche_depot
from jumelles.sources.suivi.refusees import ranger_les_refusees

# Écrire pour compter, puis tout défaire, tient la base un moment : au-delà, on ne dit que les lignes.
ESTIMEES_MAX = 5_000


class _Blanc(Exception):
    """Défait l'essai, une fois son bilan connu."""


def essayer_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Préparer le lot, ranger les lignes refusées, dire ce qui changerait ; le dossier passe à « essai fait »."""
    rapport = preparer_depot(
        chemin(dossier.piece.id),
        Correspondance.depuis_json(dossier.correspondance),
        fiche_depot(dossier),
        par=par,
        nom_du_fichier=dossier.piece.nom,
        avancer=_compteur(dossier, par),
    )
    lot = None if rapport.deja_fait else rapport.lot
    refusees = None
    if lot is not None and rapport.etats[EtatLigne.REFUSEE]:
        refusees = ranger_les_refusees(lot, dossier, par=par)
    passer(
        dossier_id=dossier.id, de=EtatDossier.ESSAI, vers=EtatDossier.ESSAYE, par=par, course=dossier.course,
        lot_id=lot, refusees_id=refusees, rapport=_dire(rapport, lot, par), raison="",
    )  # fmt: skip


def _compteur(dossier: DossierFiche, par: str) -> Callable[[int], None]:
    def compter(lues: int) -> None:
        avancer(dossier_id=dossier.id, course=dossier.course, faites=lues, total=dossier.total, par=par)

    return compter


def _dire(rapport: Rapport, lot: int | None, par: str) -> dict[str, Any]:
    if lot is None or rapport.lues > ESTIMEES_MAX:
        return rapport.en_json()
    return {**_estimer(lot, par).en_json(), "estime": True}


def _estimer(lot: int, par: str) -> Rapport:
    """Ce que la bascule écrirait : basculer, relever le bilan, défaire."""
    bilan: Rapport | None = None
    try:
        with transaction.atomic():
            bilan = basculer(lot, par=par)
            raise _Blanc
    except _Blanc:
        assert bilan is not None
        return bilan
