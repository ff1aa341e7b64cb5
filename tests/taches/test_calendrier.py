"""Le calendrier : une tâche due entre en file une seule fois, même avec deux calendriers à la fois."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jumelles.commandes.calendrier import TRAVAUX, prendre_rendez_vous_de_la_maison, prochaine
from jumelles.taches.models import RendezVous
from jumelles.taches.operations import honorer_rendez_vous, prendre_rendez_vous
from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

TACHE = "tests.taches.taches_d_essai.note"
PURGE = "jumelles.commandes.travaux.purger_les_sessions"
MIDI = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEURE = timedelta(hours=1)


@pytest.fixture
def calendrier(db: None) -> None:
    """Un calendrier vide."""
    RendezVous.objects.all().delete()
    DBTaskResult.objects.all().delete()


def test_un_rendez_vous_du_entre_en_file_une_fois(calendrier: None) -> None:
    prendre_rendez_vous(nom="essai", tache=PURGE, cadence=HEURE, premiere_fois=MIDI)
    assert honorer_rendez_vous(MIDI - timedelta(seconds=1)) == []
    assert honorer_rendez_vous(MIDI) == ["essai"]
    assert honorer_rendez_vous(MIDI) == []
    assert DBTaskResult.objects.filter(task_path=PURGE).count() == 1


@pytest.mark.parametrize(
    ("retard", "prochaine_fois"),
    [
        (timedelta(0), MIDI + HEURE),
        (timedelta(minutes=59), MIDI + HEURE),
        (timedelta(hours=1), MIDI + 2 * HEURE),
        (timedelta(hours=5, minutes=30), MIDI + 6 * HEURE),
    ],
)
def test_un_arret_ne_fait_pas_courir_apres_les_rendez_vous_manques(
    calendrier: None, retard: timedelta, prochaine_fois: datetime
) -> None:
    prendre_rendez_vous(nom="essai", tache=PURGE, cadence=HEURE, premiere_fois=MIDI)
    assert honorer_rendez_vous(MIDI + retard) == ["essai"]
    rendez_vous = RendezVous.objects.get()
    assert rendez_vous.prochaine_fois == prochaine_fois
    assert rendez_vous.derniere_fois == MIDI + retard


def test_un_rendez_vous_arrete_n_est_pas_honore(calendrier: None) -> None:
    prendre_rendez_vous(nom="essai", tache=PURGE, cadence=HEURE, premiere_fois=MIDI)
    RendezVous.objects.update(actif=False)
    assert honorer_rendez_vous(MIDI) == []


def test_reprendre_un_rendez_vous_ne_change_ni_son_heure_ni_son_arret(calendrier: None) -> None:
    prendre_rendez_vous(nom="essai", tache=PURGE, cadence=HEURE, premiere_fois=MIDI)
    RendezVous.objects.update(actif=False)
    prendre_rendez_vous(nom="essai", tache=PURGE, cadence=2 * HEURE, premiere_fois=MIDI + 9 * HEURE)
    rendez_vous = RendezVous.objects.get()
    assert (rendez_vous.actif, rendez_vous.prochaine_fois, rendez_vous.cadence) == (False, MIDI, 2 * HEURE)


@pytest.mark.parametrize("cadence", [timedelta(0), -HEURE])
def test_une_cadence_nulle_ou_negative_est_refusee(calendrier: None, cadence: timedelta) -> None:
    with pytest.raises(ValueError, match="cadence"):
        prendre_rendez_vous(nom="essai", tache=PURGE, cadence=cadence, premiere_fois=MIDI)


def test_une_tache_qui_n_existe_pas_est_refusee(calendrier: None) -> None:
    with pytest.raises(ImportError):
        prendre_rendez_vous(nom="essai", tache="jumelles.nulle.part", cadence=HEURE, premiere_fois=MIDI)


def test_les_travaux_de_nuit_sont_au_calendrier_une_seule_fois(calendrier: None) -> None:
    prendre_rendez_vous_de_la_maison()
    prendre_rendez_vous_de_la_maison()
    assert set(RendezVous.objects.values_list("nom", flat=True)) == set(TRAVAUX)


@pytest.mark.parametrize(
    ("maintenant", "attendue"),
    [
        (datetime(2026, 11, 21, 1, 59), datetime(2026, 11, 21, 2, 0)),
        (datetime(2026, 11, 21, 2, 0), datetime(2026, 11, 22, 2, 0)),
        (datetime(2026, 12, 31, 23, 0), datetime(2027, 1, 1, 2, 0)),
    ],
)
def test_la_premiere_fois_est_la_prochaine_nuit(maintenant: datetime, attendue: datetime) -> None:
    assert prochaine(maintenant, 2, 0) == attendue


CALENDRIER = """
import sys, django; django.setup()
from datetime import timedelta
from django.utils import timezone
from jumelles.taches.operations import honorer_rendez_vous
sys.stdin.readline()
print(len(honorer_rendez_vous(timezone.now())))
"""


def test_deux_calendriers_ensemble_n_honorent_qu_une_fois(base_vide: str) -> None:
    hier = timezone.now() - timedelta(days=1)
    RendezVous.objects.all().delete()
    for numero in range(40):
        prendre_rendez_vous(nom=f"essai-{numero}", tache=PURGE, cadence=timedelta(days=365), premiere_fois=hier)
    env = {**environnement(base_vide), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    calendriers = [
        subprocess.Popen(
            [sys.executable, "-c", CALENDRIER], cwd=RACINE, env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]  # fmt: skip
    for processus in calendriers:
        assert processus.stdin is not None
        processus.stdin.write("\n")
        processus.stdin.flush()
    honores = sum(int(processus.communicate(timeout=120)[0]) for processus in calendriers)
    assert honores == 40
    assert DBTaskResult.objects.filter(task_path=PURGE).count() == 40
