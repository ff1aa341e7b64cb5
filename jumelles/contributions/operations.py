"""Les verbes des dossiers d'import : ouvrir, faire passer d'un état à l'autre. Qui arrive second ne fait rien."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.models import DossierImport
from jumelles.contributions.regles import EN_COURS, peut_passer
from jumelles.provenance.operations import Ecriture, journaliser


class PassageRefuse(ValueError):
    """Le dossier n'est plus dans l'état d'où l'on voulait partir : quelqu'un d'autre est passé avant."""


@transaction.atomic
def ouvrir_dossier(*, piece_id: int, source: dict[str, str], jeton: UUID, par: str) -> tuple[int, bool]:
    """Ouvrir le dossier d'une pièce, prêt à être examiné ; rend son identifiant, et s'il est neuf.

    source : source_code, source_nom, editeur, licence, adresse, date_information, tels que la personne les dit.
    jeton : celui du formulaire ; un second envoi du même formulaire rend le premier dossier.
    """
    voulu = {"piece_id": piece_id, "par": par, "course": 1, **source}
    dossier, neuf = DossierImport.objects.get_or_create(jeton=jeton, defaults=voulu)
    if neuf:
        _journaliser(dossier, "ouvrir_dossier_import", par, avant=None, apres={"piece": piece_id, **source})
    return int(dossier.pk), neuf


@transaction.atomic
def passer(*, dossier_id: int, de: str, vers: str, par: str, course: int | None = None, **champs: Any) -> int:
    """Faire passer un dossier de `de` à `vers`, avec ces champs ; rend le numéro de lancement.

    Entrer dans un état de travail ouvre un nouveau lancement. PassageRefuse si le dossier n'est plus dans `de`,
    ou si `course` n'est plus le lancement en cours.
    """
    if not peut_passer(de, vers):
        raise PassageRefuse(f"{de} → {vers}")
    attendu = {"pk": dossier_id, "etat": de, **({} if course is None else {"course": course})}
    if vers == EtatDossier.IMPORT:
        attendu["lot__isnull"] = False  # un essai peut n'avoir rien préparé : ce fichier était déjà entré
    lance: dict[str, Any] = {"course": F("course") + 1, "faites": 0} if vers in EN_COURS else {}
    if not DossierImport.objects.filter(**attendu).update(
        etat=vers, tache="", change_le=timezone.now(), **lance, **champs
    ):
        raise PassageRefuse(f"{de} → {vers}")
    dossier = DossierImport.objects.get(pk=dossier_id)
    apres = {"etat": str(vers), **({"raison": champs["raison"]} if champs.get("raison") else {})}
    _journaliser(dossier, "passer_dossier_import", par, avant={"etat": str(de)}, apres=apres)
    return dossier.course


@transaction.atomic
def relancer(*, dossier_id: int, course: int, par: str) -> int:
    """Rouvrir le travail d'un dossier interrompu ; rend le nouveau numéro, PassageRefuse s'il a changé entre-temps."""
    repris = DossierImport.objects.filter(pk=dossier_id, course=course, etat__in=EN_COURS).update(
        course=F("course") + 1, tache="", faites=0, change_le=timezone.now()
    )
    if not repris:
        raise PassageRefuse("relance")
    dossier = DossierImport.objects.get(pk=dossier_id)
    _journaliser(dossier, "relancer_dossier_import", par, avant={"etat": dossier.etat}, apres={"etat": dossier.etat})
    return dossier.course


def confier(*, dossier_id: int, course: int, tache: str, par: str) -> None:
    """Retenir quel travail de fond tient le dossier, pour savoir s'il vit encore."""
    if not par:
        raise ValueError("Une écriture sans auteur est refusée.")
    DossierImport.objects.filter(pk=dossier_id, course=course).update(tache=tache)


def avancer(*, dossier_id: int, course: int, faites: int, total: int | None, par: str) -> None:
    """Dire où en est le travail ; ce compte n'entre pas au journal."""
    if not par:
        raise ValueError("Une écriture sans auteur est refusée.")
    DossierImport.objects.filter(pk=dossier_id, course=course, etat__in=EN_COURS).update(faites=faites, total=total)


@transaction.atomic
def oublier(*, dossier_id: int, par: str) -> None:
    """Effacer les exemples tirés du fichier et, d'un dossier abandonné, le rapport de son essai."""
    dossier = DossierImport.objects.select_for_update().get(pk=dossier_id)
    dossier.examen = {nom: valeur for nom, valeur in dossier.examen.items() if nom != "exemples"}
    if dossier.etat == EtatDossier.ABANDONNE:
        dossier.rapport = {}
    dossier.save(update_fields=["examen", "rapport"])
    _journaliser(dossier, "oublier_dossier_import", par, avant=None, apres={"etat": dossier.etat})


def _journaliser(
    dossier: DossierImport, verbe: str, par: str, *, avant: dict[str, Any] | None, apres: dict[str, Any]
) -> None:
    journaliser(par=par, ecritures=[Ecriture(verbe, "dossier_import", dossier.pk, avant=avant, apres=apres)])


__all__ = ["EtatDossier", "PassageRefuse", "avancer", "confier", "oublier", "ouvrir_dossier", "passer", "relancer"]
