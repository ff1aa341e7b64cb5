"""Lancer un travail de fond sur un dossier, et relancer celui que son ouvrier a laissé en plan."""

from typing import Any

from django.db import transaction

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import confier, passer, relancer
from jumelles.contributions.requetes import DossierFiche
from jumelles.sources.suivi.attente import abandonner_lot
from jumelles.sources.suivi.travaux import mener


@transaction.atomic
def lancer(*, dossier_id: int, de: str, vers: str, par: str, **champs: Any) -> None:
    """Faire passer le dossier à un état de travail, et mettre ce travail en file : les deux, ou rien.

    PassageRefuse si le dossier n'est plus dans `de` : un second clic, ou une autre personne, ne lance rien.
    """
    course = passer(dossier_id=dossier_id, de=de, vers=vers, par=par, **champs)
    _mettre_en_file(dossier_id, course, vers, par)


@transaction.atomic
def lancer_examen(*, dossier_id: int, par: str) -> None:
    """Mettre en file le premier examen d'un dossier que l'on vient d'ouvrir."""
    _mettre_en_file(dossier_id, 1, "examen", par)


@transaction.atomic
def reprendre(*, dossier: DossierFiche, par: str) -> None:
    """Relancer le travail d'un dossier interrompu ; PassageRefuse si quelqu'un l'a déjà fait."""
    course = relancer(dossier_id=dossier.id, course=dossier.course, par=par)
    _mettre_en_file(dossier.id, course, dossier.etat, par)


@transaction.atomic
def relire_les_colonnes(*, dossier_id: int, feuille: str, ligne_entete: int, par: str) -> None:
    """Examiner de nouveau, sur cette feuille (vide : la première) et cette ligne d'en-tête (0 : à trouver)."""
    voulu = {"voulu": {"feuille": feuille, "ligne_entete": ligne_entete}}
    lancer(dossier_id=dossier_id, de=EtatDossier.COLONNES, vers=EtatDossier.EXAMEN, par=par, examen=voulu, raison="")


@transaction.atomic
def renoncer(*, dossier: DossierFiche, vers: str, par: str, raison: str = "") -> None:
    """Revenir aux colonnes, ou abandonner : le lot préparé, s'il y en a un, n'entrera pas."""
    passer(
        dossier_id=dossier.id, de=dossier.etat, vers=vers, par=par, course=dossier.course, lot_id=None, raison=raison
    )
    if dossier.lot_id is not None:
        abandonner_lot(dossier.lot_id, par=par)


def _mettre_en_file(dossier_id: int, course: int, etat: str, par: str) -> None:
    mis = mener.enqueue(dossier_id, course, str(etat), par)
    confier(dossier_id=dossier_id, course=course, tache=str(mis.id), par=par)
