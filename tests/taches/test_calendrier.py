"""Le calendrier : une tâche due entre en file une seule fois."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from jumelles.taches.models import RendezVous
from jumelles.taches.operations import honorer_rendez_vous, prendre_rendez_vous

TACHE = "jumelles.commandes.travaux.purger_les_sessions"
MIDI = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEURE = timedelta(hours=1)


@pytest.fixture
def calendrier(db: None) -> None:
    """Un calendrier vide."""
    RendezVous.objects.all().delete()


def test_un_rendez_vous_du_entre_en_file_une_fois(calendrier: None) -> None:
    prendre_rendez_vous(nom="essai", tache=TACHE, cadence=HEURE, premiere_fois=MIDI)
    assert honorer_rendez_vous(MIDI - timedelta(seconds=1)) == []
    assert honorer_rendez_vous(MIDI) == ["essai"]
    assert honorer_rendez_vous(MIDI) == []
    assert DBTaskResult.objects.filter(task_path=TACHE).count() == 1
