"""Un fichier auquel nul n'a pensé meurt seul : le site reste debout, dit pourquoi, et ne garde rien d'inachevé."""

import os
import signal
import time

import pytest
from django.db import connection

from jumelles.provenance.models import Source
from jumelles.sources.depots import a_part as borner
from jumelles.sources.depots.a_part import a_part
from jumelles.sources.depots.limites import MO, Limites
from jumelles.sources.problemes import FichierRefuse

ETROITES = Limites(memoire=256 * MO, calcul=2, attente=20)


@pytest.fixture(autouse=True)
def a_l_etroit(monkeypatch, base_vide):
    """Des bornes d'essai, et une base où un autre processus voit ce que l'on écrit."""
    monkeypatch.setattr(borner, "limites", lambda: ETROITES)


def _s_enfler(*, par: str) -> None:
    tenu = [bytes(16 * MO) for _ in range(1_000)]
    raise AssertionError(len(tenu))


def _calculer(*, par: str) -> None:
    while True:
        pass


def _attendre(*, par: str) -> None:
    time.sleep(600)


def _mourir(*, par: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _sortir(*, par: str) -> None:
    os._exit(3)


@pytest.mark.parametrize(
    ("faire", "dit"),
    [
        (_s_enfler, "demande plus de mémoire que le site n'en donne à un import (256 Mo)"),
        (_mourir, "demande plus de mémoire"),
        (_calculer, "demande plus de temps"),
        (_sortir, "s'est arrêtée net"),
    ],
)
def test_un_travail_demesure_meurt_seul_se_dit_et_se_defait(faire, dit):
    defaits: list[str] = []
    with pytest.raises(FichierRefuse, match=dit.replace("(", r"\(").replace(")", r"\)")) as refus:
        a_part(faire, defaire=lambda *, par: defaits.append(par))(par="personne:essai")
    assert refus.value.remede
    assert defaits == ["personne:essai"]
    assert Source.objects.count() >= 0, "la connexion d'ici sert encore"


def test_un_travail_qui_n_en_finit_pas_est_arrete(monkeypatch):
    monkeypatch.setattr(borner, "limites", lambda: Limites(attente=1))
    with pytest.raises(FichierRefuse, match="plus de temps"):
        a_part(_attendre)(par="personne:essai")


def test_ce_que_le_travail_ecrit_est_ecrit_et_ce_qu_il_leve_est_leve_avec_ses_mots():
    def ecrire(code: str) -> None:
        Source.objects.create(code=code, nom="Source inventée", editeur="Personne", licence="Licence Ouverte 2.0")

    def refuser() -> None:
        raise FichierRefuse("deux codages", "réenregistrez-le", ligne=12, colonne=3)

    a_part(ecrire)("source-inventee")
    assert Source.objects.filter(code="source-inventee").exists()
    with pytest.raises(FichierRefuse) as refus:
        a_part(refuser)()
    attendu = FichierRefuse("deux codages", "réenregistrez-le", ligne=12, colonne=3)
    assert (str(refus.value), refus.value.ligne, refus.value.colonne, refus.value.remede) == (
        str(attendu), 12, 3, "réenregistrez-le"
    )  # fmt: skip
    with pytest.raises(ZeroDivisionError) as panne:
        a_part(lambda: 1 // 0)()
    assert "Traceback" in panne.value.__notes__[0], "la trace de l'autre processus se lit au journal"


def test_dans_une_transaction_le_travail_se_fait_ici_meme():
    from django.db import transaction

    ici: list[int] = []
    with transaction.atomic():
        a_part(lambda: ici.append(os.getpid()))()
    assert ici == [os.getpid()]
    assert connection.connection is not None
