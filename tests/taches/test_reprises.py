"""Une tâche qui échoue est réessayée, chaque fois deux fois plus tard, puis abandonnée en gardant l'erreur."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jumelles.taches.ouvrier import Ouvrier, nom_de_l_ouvrier, relever_les_interrompues, vider_la_file
from jumelles.taches.reprises import Reprise, reprise_de, tache
from jumelles.taches.requetes import taches_abandonnees
from tests.taches import taches_d_essai
from tests.taches.taches_d_essai import echoue_deux_fois, echoue_toujours, note

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def file_vide(base_vide: str) -> Iterator[None]:
    """Une file vide, un compteur d'appels neuf."""
    DBTaskResult.objects.all().delete()
    taches_d_essai.appels.clear()
    yield


def _faire(fois: int) -> DBTaskResult:
    """Faire la tâche autant de fois qu'elle est due, en avançant l'heure de la reprise."""
    for _ in range(fois):
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())
        Ouvrier(nom_de_l_ouvrier()).faire_une_tache()
    return DBTaskResult.objects.get()


@pytest.mark.parametrize(("essais_faits", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (10, 512)])
def test_l_attente_double_apres_chaque_echec(essais_faits: int, minutes: int) -> None:
    assert Reprise(essais=20, attente=MINUTE).delai(essais_faits) == minutes * MINUTE


def test_deux_echecs_puis_la_reussite() -> None:
    echoue_deux_fois.enqueue()
    apres_un = _faire(1)
    assert apres_un.status == TaskResultStatus.READY
    assert "ne répond pas" in apres_un.traceback
    apres_trois = _faire(2)
    assert apres_trois.status == TaskResultStatus.SUCCESSFUL
    assert apres_trois.return_value == "fait"
    assert apres_trois.traceback == ""
    assert len(apres_trois.worker_ids) == 3


def test_une_reprise_n_est_pas_due_avant_son_heure() -> None:
    echoue_deux_fois.enqueue()
    avant = timezone.now()
    ratee = _faire(1)
    assert avant + MINUTE <= ratee.run_after <= timezone.now() + MINUTE
    assert not Ouvrier(nom_de_l_ouvrier()).faire_une_tache()


def test_une_tache_qui_echoue_toujours_est_abandonnee_et_dite_en_francais() -> None:
    echoue_toujours.enqueue()
    finie = _faire(6)
    assert finie.status == TaskResultStatus.FAILED
    assert taches_d_essai.appels.count("toujours") == 3
    (abandonnee,) = taches_abandonnees()
    assert abandonnee.tache.endswith("echoue_toujours")
    assert abandonnee.essais == 3
    assert abandonnee.erreur == "ConnectionError: le serveur d'en face ne répond pas"
    assert "abandonnée après 3 essais" in abandonnee.en_texte()


def test_une_tache_sans_regle_ne_s_essaie_qu_une_fois() -> None:
    assert reprise_de("nulle.part").essais == 1


@pytest.mark.parametrize(("essais", "attente"), [(0, MINUTE), (-1, MINUTE), (2, -MINUTE)])
def test_une_regle_absurde_est_refusee(essais: int, attente: timedelta) -> None:
    with pytest.raises(ValueError, match="essaie"):
        tache(essais=essais, attente=attente)


def _laissee_en_plan(declaree: Task[..., object], ouvrier: str, depuis: datetime) -> DBTaskResult:
    declaree.enqueue(mot="repris")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=[ouvrier], started_at=depuis)
    return DBTaskResult.objects.get()


def test_une_tache_dont_l_ouvrier_est_mort_est_reprise() -> None:
    machine = nom_de_l_ouvrier().rpartition(":")[0]
    _laissee_en_plan(note, f"{machine}:99999999", timezone.now())
    assert vider_la_file(dire=lambda phrase: None) == 1
    assert taches_d_essai.appels == ["repris"]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.parametrize(
    ("ouvrier", "age", "relevees"),
    [
        ("autre-machine:1", timedelta(minutes=5), 0),
        ("autre-machine:1", timedelta(hours=13), 1),
        (nom_de_l_ouvrier().rpartition(":")[0] + ":1", timedelta(minutes=5), 0),
    ],
)
def test_on_ne_releve_que_les_taches_perdues(ouvrier: str, age: timedelta, relevees: int) -> None:
    _laissee_en_plan(note, ouvrier, timezone.now() - age)
    assert relever_les_interrompues(timezone.now()) == relevees
