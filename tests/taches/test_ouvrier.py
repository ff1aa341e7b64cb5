"""L'ouvrier s'arrête quand on le lui demande, la tâche commencée une fois finie."""

import signal
import subprocess
import sys
import time

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE
from tests.taches.taches_d_essai import lente


@pytest.mark.parametrize("signe", [signal.SIGTERM, signal.SIGINT])
def test_la_tache_commencee_est_finie_avant_de_partir(base_vide: str, signe: int) -> None:
    DBTaskResult.objects.all().delete()
    lente.enqueue()
    ouvrier = subprocess.Popen([sys.executable, "-m", "jumelles.commandes", "ouvrier"], cwd=RACINE,
                               env=environnement(base_vide), stdout=subprocess.DEVNULL)  # fmt: skip
    fin = time.monotonic() + 60
    while DBTaskResult.objects.get().status != TaskResultStatus.RUNNING and time.monotonic() < fin:
        time.sleep(0.05)
    ouvrier.send_signal(signe)
    assert ouvrier.wait(timeout=60) == 0
    assert DBTaskResult.objects.get().return_value == "finie"
