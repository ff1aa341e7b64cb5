"""L'index vu de la ligne de commande : refait, comparé, nourri par ce qui écrit."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from django.conf import settings
from django.test import Client

from jumelles.commandes.principale import principale
from jumelles.provenance.models import Journal
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import _sur, moteur
from tests.atelier.bases import environnement, figer_index
from tests.atelier.empreintes import RACINE


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


def test_un_disque_plein_se_dit_et_ne_laisse_rien(base_jetable: str) -> None:
    """L'ancien index reste le bon ; l'essai manqué ne garde pas la place qu'il a prise."""
    avant = {f.name for f in Path(settings.INDEX).glob("index-*")}
    rendu = subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", "reindexer"], cwd=RACINE, env=environnement(base_jetable),
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )  # fmt: skip
    assert (rendu.returncode, "ne permet pas d'écrire" in rendu.stderr) == (3, True), rendu.stderr
    assert "Traceback" not in rendu.stderr
    assert {f.name for f in Path(settings.INDEX).glob("index-*")} == avant
    assert moteur().compter(Filtre(), "relations") > 0


def test_un_index_abime_se_dit_et_se_refait(base_jetable: str) -> None:
    """Les fichiers sont remplacés par du bruit : le site dit qu'il revient, la sonde ce qu'il faut faire."""
    racine = Path(settings.INDEX)
    dossier = racine / (racine / "courant").read_text().strip()
    for fichier in dossier.iterdir():
        if fichier.suffix not in (".json", "") and fichier.stat().st_size > 100:
            bruit = bytes(range(256)) * (fichier.stat().st_size // 256 + 1)
            fichier.unlink()  # c'est un lien vers le modèle de tous les essais : ne pas l'abîmer, lui
            fichier.write_bytes(bruit)
    _sur.cache_clear()
    client = Client(raise_request_exception=False)
    pages = ("/relations/", "/relations.csv", "/api/v1/relations", "/suggestions.json?q=gre", "/relations/carte.json")
    assert {p: client.get(p).status_code for p in pages} == dict.fromkeys(pages, 503)
    assert "jumelles reindexer" in client.get("/healthz").content.decode()
    rendu = _jumelles("verifier")
    assert (rendu.exit_code, "lancez « jumelles reindexer »" in rendu.output) == (1, True), rendu.output
    assert _jumelles("ouvrier", "--une-fois").exit_code == 0
    assert client.get("/relations/").status_code == 200


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
