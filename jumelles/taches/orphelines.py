"""Une tâche orpheline : l'ouvrier qui la tenait est mort sans la finir."""

import os
import socket
from datetime import datetime, timedelta
from typing import Any

from django_tasks_db.models import DBTaskResult

# Au-delà, la tâche est perdue : aucun travail de la maison ne dure une demi-journée.
TROP_LONG = timedelta(hours=12)


def nom_de_l_ouvrier() -> str:
    """Un nom qui dit où il travaille : machine et processus (64 signes au plus)."""
    return f"{_machine()}:{os.getpid()}"


def _machine() -> str:
    return socket.gethostname()[:40]


def est_orpheline(resultat: DBTaskResult[Any, Any], maintenant: datetime, *, moi: int | None = None) -> bool:
    """Dire si l'ouvrier qui tenait cette tâche est mort. moi : le processus d'un ouvrier qui n'en a pas commencé."""
    machine, _, processus = str(resultat.worker_ids[-1] if resultat.worker_ids else "").rpartition(":")
    if resultat.started_at and maintenant - resultat.started_at > TROP_LONG:
        return True
    if machine != _machine() or not processus.isdigit():
        return False
    if int(processus) == moi:
        return True
    try:
        os.kill(int(processus), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
