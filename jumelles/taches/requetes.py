"""Les questions aux tâches : lesquelles ont été abandonnées, et pourquoi."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jumelles.taches.orphelines import est_orpheline
from jumelles.taches.reprises import reprise_de


@dataclass(frozen=True, slots=True)
class TacheAbandonnee:
    """Une tâche qui a épuisé ses essais ; `erreur` est la dernière ligne de sa trace."""

    tache: str
    essais: int
    finie_le: datetime | None
    erreur: str

    def en_texte(self) -> str:
        """Le dire à une personne."""
        quand = timezone.localtime(self.finie_le).strftime("%d/%m/%Y à %H:%M") if self.finie_le else "date inconnue"
        nom = self.tache.rpartition(".")[2]
        return f"« {nom} » abandonnée après {self.essais} essais ({quand}) : {self.erreur}"


def taches_abandonnees() -> list[TacheAbandonnee]:
    """Dire les tâches abandonnées, la plus récente d'abord."""
    return [
        TacheAbandonnee(r.task_path, len(r.worker_ids), r.finished_at, _derniere_ligne(r.traceback))
        for r in DBTaskResult.objects.failed().order_by("-finished_at")
        if len(r.worker_ids) >= reprise_de(r.task_path).essais
    ]


def _derniere_ligne(trace: str) -> str:
    lignes = trace.strip().splitlines()
    return lignes[-1] if lignes else ""


class EtatTravail(StrEnum):
    """Où en est un travail mis en file. INTERROMPU : son ouvrier est mort, ou il a échoué sans autre essai."""

    ATTEND = "attend"
    TOURNE = "tourne"
    FINI = "fini"
    INTERROMPU = "interrompu"


def etat_du_travail(identifiant: str) -> EtatTravail:
    """Dire où en est ce travail ; un travail inconnu (oublié, jamais inscrit) est interrompu."""
    return etats_des_travaux([identifiant])[identifiant]


def etats_des_travaux(identifiants: Iterable[str]) -> dict[str, EtatTravail]:
    """La même chose de plusieurs, en une requête."""
    rendus = dict.fromkeys(identifiants, EtatTravail.INTERROMPU)
    maintenant = timezone.now()
    for trouve in DBTaskResult.objects.filter(pk__in=[i for i in rendus if i]):
        rendus[str(trouve.pk)] = _etat(trouve, maintenant)
    return rendus


def _etat(trouve: DBTaskResult[Any, Any], maintenant: datetime) -> EtatTravail:
    if trouve.status == TaskResultStatus.RUNNING:
        return EtatTravail.INTERROMPU if est_orpheline(trouve, maintenant) else EtatTravail.TOURNE
    etats = {TaskResultStatus.READY: EtatTravail.ATTEND, TaskResultStatus.SUCCESSFUL: EtatTravail.FINI}
    return etats.get(trouve.status, EtatTravail.INTERROMPU)
