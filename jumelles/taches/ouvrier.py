"""L'ouvrier : un seul processus qui honore le calendrier et fait les travaux de la file."""

import os
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from jumelles.taches.operations import honorer_rendez_vous
from jumelles.taches.orphelines import est_orpheline, nom_de_l_ouvrier
from jumelles.taches.reprises import reprogrammer_si_permis

PAUSE = 1.0
ENTRE_DEUX_CALENDRIERS = timedelta(seconds=20)


class Ouvrier(Worker):
    """L'ouvrier de la bibliothèque, une tâche à la fois, plus les reprises."""

    def __init__(self, nom: str) -> None:
        super().__init__(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=1, worker_id=nom, excluded_queue_names=[],
        )  # fmt: skip

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Faire la tâche ; ratée, la remettre en file si sa règle le permet."""
        super().run_task(db_task_result)
        reprogrammer_si_permis(db_task_result, timezone.now())

    def faire_une_tache(self) -> bool:
        """Faire la prochaine tâche due ; dire s'il y en avait une."""
        # Lire avant de réserver : réserver prend le verrou d'écriture de la base.
        if not DBTaskResult.objects.ready().exists():
            return False
        self._run_tasks = 0
        self.run()
        return self._run_tasks > 0


def relever_les_interrompues(maintenant: datetime) -> int:
    """Reprendre les tâches qu'un ouvrier mort de cette machine a laissées en plan ; rendre leur nombre.

    L'essai interrompu compte comme un essai raté : une tâche qui tue son ouvrier ne tourne pas sans fin.
    """
    relevees = 0
    for resultat in DBTaskResult.objects.running():
        if est_orpheline(resultat, maintenant, moi=os.getpid()):
            resultat.set_failed(InterruptedError("L'ouvrier s'est arrêté pendant la tâche."))
            reprogrammer_si_permis(resultat, maintenant)
            relevees += 1
    for resultat in DBTaskResult.objects.failed():
        reprogrammer_si_permis(resultat, maintenant)
    return relevees


def vider_la_file(*, dire: Callable[[str], None]) -> int:
    """Honorer le calendrier, puis faire tout ce qui est dû maintenant ; rendre le nombre de tâches faites."""
    ouvrier = Ouvrier(nom_de_l_ouvrier())
    relever_les_interrompues(timezone.now())
    _honorer(dire)
    faites = 0
    while ouvrier.faire_une_tache():
        faites += 1
    return faites


def travailler(*, encore: Callable[[], bool], dire: Callable[[str], None]) -> None:
    """Travailler jusqu'à ce que `encore()` dise non ; une tâche commencée est finie avant de partir."""
    ouvrier = Ouvrier(nom_de_l_ouvrier())
    relevees = relever_les_interrompues(timezone.now())
    if relevees:
        dire(f"{relevees} tâche(s) interrompue(s) par un arrêt brutal : reprises.")
    prochain_calendrier = timezone.now()
    while encore():
        close_old_connections()
        if timezone.now() >= prochain_calendrier:
            _honorer(dire)
            prochain_calendrier = timezone.now() + ENTRE_DEUX_CALENDRIERS
        if not ouvrier.faire_une_tache():
            _patienter(encore)


def _honorer(dire: Callable[[str], None]) -> None:
    for nom in honorer_rendez_vous(timezone.now()):
        dire(f"rendez-vous honoré : {nom}")


def _patienter(encore: Callable[[], bool]) -> None:
    fin = time.monotonic() + PAUSE
    while encore() and time.monotonic() < fin:
        time.sleep(0.05)


def jusqu_au_signal() -> Callable[[], bool]:
    """Rendre une question « encore ? » qui répond non après SIGTERM ou SIGINT, ou si le parent est mort."""
    arret = False
    parent = os.getppid()

    def arreter(numero: int, cadre: FrameType | None) -> None:
        nonlocal arret
        arret = True

    for numero in (signal.SIGTERM, signal.SIGINT):
        signal.signal(numero, arreter)
    return lambda: not arret and os.getppid() == parent
