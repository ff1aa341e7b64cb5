"""Les reprises : une tâche qui échoue est réessayée plus tard, de plus en plus tard, puis abandonnée."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

DOUBLEMENT = 2


@dataclass(frozen=True, slots=True)
class Reprise:
    """Combien d'essais en tout, et combien attendre après le premier échec (le double après le suivant…)."""

    essais: int
    attente: timedelta

    def delai(self, essais_faits: int) -> timedelta:
        """Dire combien attendre après tant d'essais ratés (au moins un)."""
        return self.attente * int(DOUBLEMENT ** (essais_faits - 1))


SANS_REPRISE = Reprise(essais=1, attente=timedelta(0))
_REPRISES: dict[str, Reprise] = {}


def tache(*, essais: int, attente: timedelta) -> Callable[[Callable[..., Any]], Task[Any, Any]]:
    """Déclarer une tâche de fond réessayée `essais` fois au plus, l'attente doublant à chaque échec."""
    if essais < 1 or attente < timedelta(0):
        raise ValueError("Une tâche s'essaie au moins une fois, et l'attente n'est pas négative.")

    def declarer(fonction: Callable[..., Any]) -> Task[Any, Any]:
        declaree: Task[Any, Any] = task()(fonction)
        _REPRISES[declaree.module_path] = Reprise(essais, attente)
        return declaree

    return declarer


def reprise_de(chemin: str) -> Reprise:
    """Dire la règle de reprise d'une tâche ; une tâche sans règle ne s'essaie qu'une fois."""
    # Un ouvrier qui démarre n'a encore chargé aucune tâche, et c'est alors qu'il relève les interrompues.
    with suppress(ImportError):
        import_string(chemin)
    return _REPRISES.get(chemin, SANS_REPRISE)


def reprogrammer_si_permis(resultat: DBTaskResult[Any, Any], maintenant: datetime) -> bool:
    """Remettre en file une tâche ratée s'il lui reste un essai ; l'erreur du dernier essai reste lisible.

    Chaque essai laisse une marque d'ouvrier sur la ligne : leur nombre est le nombre d'essais faits, il
    survit à un arrêt brutal.
    """
    resultat.refresh_from_db()
    reprise = reprise_de(resultat.task_path)
    faits = len(resultat.worker_ids)
    if resultat.status != TaskResultStatus.FAILED or faits >= reprise.essais:
        return False
    return bool(
        DBTaskResult.objects.filter(pk=resultat.pk, status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY, run_after=maintenant + reprise.delai(faits), finished_at=None
        )
    )
