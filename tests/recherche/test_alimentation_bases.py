"""L'index et sa base : absent, d'une autre base, d'une autre forme, tué en route, tenu par l'ouvrier."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings

from jumelles.cooperations import operations
from jumelles.cooperations.models import Relation
from jumelles.provenance.models import Journal
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.recherche.alimentation import comparer, rattraper
from jumelles.recherche.filtre import SORTES
from jumelles.recherche.journal import BaseChangee, forme
from jumelles.recherche.moteur import moteur
from tests.atelier.bases import environnement, taire_le_calendrier
from tests.atelier.empreintes import RACINE

PATIENCE = 60.0


def _ecrire_au_journal(combien: int) -> None:
    journaliser(par="machine:essai", ecritures=[Ecriture("essayer", "jugement", n) for n in range(combien)])


def test_une_base_restauree_fait_tout_refaire(base_vide: str) -> None:
    """Le journal est plus court que ce que l'index a lu."""
    _ecrire_au_journal(3)
    assert not rattraper().refait
    Journal.objects.latest("pk").delete()
    with pytest.raises(BaseChangee):
        list(comparer())
    assert rattraper().refait
    assert list(comparer()) == []


def test_un_journal_aussi_long_mais_different_est_une_autre_base(base_vide: str) -> None:
    _ecrire_au_journal(3)
    rattraper()
    derniere = Journal.objects.latest("pk")
    Journal.objects.filter(pk=derniere.pk).update(quand=derniere.quand + timedelta(seconds=1))
    assert rattraper().refait


def test_un_index_absent_se_batit(base_vide: str) -> None:
    shutil.rmtree(settings.INDEX)
    assert rattraper().refait
    assert list(comparer()) == []


def test_un_index_d_une_autre_forme_se_refait(base_vide: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Le programme a changé de documents : l'index d'hier ne se complète pas, il se refait."""
    assert not rattraper().refait
    monkeypatch.setattr("jumelles.recherche.journal.VERSION_DES_DOCUMENTS", 999)
    forme.cache_clear()
    assert rattraper().refait
    forme.cache_clear()


def _attendre(vrai: Callable[[], bool]) -> None:
    fin = time.monotonic() + PATIENCE
    while not vrai():
        assert time.monotonic() < fin, "rien n'est venu"
        time.sleep(0.05)


def _lancer(base: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "jumelles.commandes", *arguments], cwd=RACINE, env=environnement(base),
        stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _compte(sorte: str = "relations") -> int:
    return sum(1 for _ in moteur().empreintes(sorte))


def test_l_ouvrier_porte_chaque_ecriture_dans_l_index(base_jetable: str) -> None:
    """Ce que l'on écrit se voit sans rien lancer : l'ouvrier suit le journal."""
    taire_le_calendrier(base_jetable)
    pk = Relation.objects.publiees().order_by("pk").values_list("pk", flat=True)[0]
    ouvrier = _lancer(base_jetable, "ouvrier")
    try:
        operations.corriger_relation(
            relation_id=pk, champs={"intitule": "Vu tout de suite"}, jour=Journal.objects.latest("pk").quand.date(),
            par="personne:1",
        )  # fmt: skip
        _attendre(lambda: moteur().lire("relations", [pk])[0].fiche["intitule"] == "Vu tout de suite")
    finally:
        ouvrier.terminate()
        assert ouvrier.wait(30) == 0


@pytest.mark.parametrize("delai", [0.0, 0.05, 0.2])
def test_l_ouvrier_tue_en_pleine_ecriture_laisse_un_index_lisible_et_la_suite_le_finit(
    base_jetable: str, delai: float
) -> None:
    """kill -9 : l'index est celui d'avant ou celui d'après, et le pas suivant l'amène à la base."""
    taire_le_calendrier(base_jetable)
    avant = _compte()
    ids = list(Relation.objects.publiees().order_by("pk").values_list("pk", flat=True)[:200])
    journaliser(par="machine:essai", ecritures=[Ecriture("essayer", "relation", pk) for pk in ids])
    Relation.objects.filter(pk__in=ids).update(intitule="Après")
    verrou = next(settings.INDEX.glob("index-*")) / ".tantivy-writer.lock"
    ouvrier = _lancer(base_jetable, "ouvrier")
    _attendre(verrou.exists)
    time.sleep(delai)
    os.killpg(ouvrier.pid, signal.SIGKILL)
    ouvrier.wait()
    assert _compte() == avant
    intitules = {t.fiche["intitule"] == "Après" for t in moteur().lire("relations", ids)}
    assert len(intitules) == 1, "le lot est entré tout entier, ou pas du tout"
    rattraper()
    assert {t.fiche["intitule"] for t in moteur().lire("relations", ids)} == {"Après"}
    assert list(comparer(SORTES)) == []


def test_une_reconstruction_tuee_laisse_l_ancien_index(base_jetable: str) -> None:
    avant, repere = _compte(), moteur().repere()
    commande = _lancer(base_jetable, "reindexer")
    _attendre(lambda: len(list(settings.INDEX.glob("index-*"))) > 1)
    os.killpg(commande.pid, signal.SIGKILL)
    commande.wait()
    assert (_compte(), moteur().repere()) == (avant, repere)
    operations.supprimer_relation(relation_id=Relation.objects.publiees()[0].pk, par="personne:1", motif="essai")
    rattraper()
    assert _compte() == avant - 1
