"""Examiner la pièce d'un dossier : hors de la porte web, qui ne déplie jamais un fichier reçu."""

from dataclasses import asdict
from typing import Any

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import passer
from jumelles.contributions.requetes import DossierFiche, correspondances_apprises
from jumelles.pieces.operations import admettre
from jumelles.pieces.requetes import chemin
from jumelles.sources.depots import Correspondance, Examen, LigneDeFichier, examiner

MONTRES = 8
SIGNES = 160


def examiner_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Lire les colonnes et proposer une correspondance ; le dossier passe à « colonnes à confirmer »."""
    apprises = [Correspondance.depuis_json(lue) for lue in correspondances_apprises(dossier.source_code)]
    voulu = dossier.examen.get("voulu", {})
    examen = examiner(
        chemin(dossier.piece.id),
        dossier.piece.nom,
        feuille=voulu.get("feuille", ""),
        ligne_entete=voulu.get("ligne_entete", 0),
        connues=apprises,
    )
    passer(
        dossier_id=dossier.id, de=EtatDossier.EXAMEN, vers=EtatDossier.COLONNES, par=par, course=dossier.course,
        examen=en_json(examen), correspondance=examen.correspondance.en_json(),
        entete=examen.correspondance.empreinte, total=examen.lignes, raison="",
    )  # fmt: skip
    admettre(piece_id=dossier.piece.id, par=par)


def en_json(examen: Examen) -> dict[str, Any]:
    """Ce que les pages en montrent, en types JSON : des exemples courts, jamais le fichier."""
    return {
        "format": examen.format,
        "lignes": examen.lignes,
        "entete": list(examen.entete),
        "exemples": [_exemple(ligne) for ligne in examen.exemples[:MONTRES]],
        "codage": examen.codage,
        "separateur": examen.separateur,
        "feuilles": [asdict(f) for f in examen.feuilles],
        "feuille": examen.feuille,
        "ligne_entete": examen.ligne_entete,
        "problemes": [p.en_json() for p in examen.problemes[:MONTRES]],
        "source_connue": examen.source_connue,
        "retrouvee": examen.retrouvee,
    }


def _exemple(ligne: LigneDeFichier) -> dict[str, str]:
    return {colonne: valeur[:SIGNES] for colonne, valeur in ligne.cellules.items()}
