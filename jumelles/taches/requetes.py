"""Les questions aux tâches : lesquelles ont été abandonnées, et pourquoi."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

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
