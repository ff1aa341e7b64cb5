"""L'index vu de la ligne de commande : refait, comparé, nourri par ce qui écrit."""

import shutil

from click.testing import CliRunner, Result
from django.conf import settings

from jumelles.commandes.principale import principale
from jumelles.provenance.models import Journal
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from tests.atelier.bases import figer_index


def _jumelles(*arguments: str) -> Result:
    return CliRunner().invoke(principale, list(arguments), prog_name="jumelles")


def test_un_index_absent_se_dit_et_se_refait(base_vide: str) -> None:
    shutil.rmtree(settings.INDEX)
    rendu = _jumelles("verifier")
    assert (rendu.exit_code, "lancez « jumelles reindexer »" in rendu.output) == (1, True), rendu.output
    rendu = _jumelles("reindexer")
    assert (rendu.exit_code, "Index refait : " in rendu.output) == (0, True), rendu.output
    assert _jumelles("verifier").exit_code == 0


def test_l_index_d_une_autre_base_se_dit(base_vide: str) -> None:
    journaliser(par="machine:essai", ecritures=[Ecriture("essayer", "jugement", 1)])
    assert _jumelles("reindexer").exit_code == 0
    Journal.objects.all().delete()
    rendu = _jumelles("verifier")
    assert (rendu.exit_code, "vient d'une autre base" in rendu.output) == (1, True), rendu.output


def test_un_document_faux_se_dit_avec_son_remede(base_vide: str) -> None:
    repere = moteur().repere()
    moteur().ecrire((), [("odd", 6)], repere)
    rendu = _jumelles("verifier")
    assert (rendu.exit_code, "odd 6 est absent" in rendu.output) == (1, True), rendu.output


def test_reindexer_quand_un_autre_ecrit_sort_avec_3(base_vide: str) -> None:
    with figer_index(settings.INDEX):
        rendu = _jumelles("reindexer")
    assert (rendu.exit_code, "attendez qu'elle ait fini" in rendu.output) == (3, True), rendu.output


def test_une_commande_qui_ecrit_nourrit_l_index(base_jetable: str) -> None:
    """La démonstration chargée se trouve aussitôt ; retirée, il n'en reste rien (C0.4)."""
    filtre = Filtre(demonstration=True)
    assert _jumelles("demonstration", "charger").exit_code == 0
    assert moteur().compter(filtre, "relations") == 2
    assert _jumelles("demonstration", "retirer").exit_code == 0
    assert [moteur().compter(filtre, sorte) for sorte in ("relations", "projets", "acteurs")] == [0, 0, 0]


def test_une_commande_laisse_l_ouvrier_nourrir_l_index_s_il_ecrit_deja(base_jetable: str) -> None:
    with figer_index(settings.INDEX):
        rendu = _jumelles("demonstration", "charger")
    assert (rendu.exit_code, "l'ouvrier y portera ces changements" in rendu.output) == (0, True), rendu.output
    assert _jumelles("ouvrier", "--une-fois").exit_code == 0
    assert moteur().compter(Filtre(demonstration=True), "relations") == 2
