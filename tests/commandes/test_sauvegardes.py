"""Sauvegarder et restaurer : rien n'est perdu, rien d'abîmé n'entre, la base vivante ne se coupe pas."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from bench import petite_base
from bench.travaux import etat
from jumelles.commandes import sauvegarde_sqlite, sauvegardes
from jumelles.commandes.erreurs import Empechement
from jumelles.commandes.sauvegardes import (
    SauvegardeRefusee,
    examiner,
    garder_les_dernieres,
    restaurer_depuis,
    sauvegarder_vers,
)
from jumelles.sources.lots import importer
from jumelles.territoires.models import Collectivite
from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE


@pytest.fixture
def base(base_vide: str, tmp_path: Path) -> str:
    """Une petite base, quelques jumelages inventés dedans."""
    import random

    petite_base.fabriquer()
    fichier = petite_base.ecrire_jumelages(tmp_path / "jumelages.tsv", random.Random(1), 30)
    importer("wikidata_jumelages", fichier, par="essai", jour=petite_base.JOUR)
    return base_vide


def _abimer() -> None:
    Collectivite.objects.filter(code="99001").update(nom="Après la sauvegarde")


def test_restaurer_rend_l_etat_exact_de_la_sauvegarde(base: str, tmp_path: Path) -> None:
    avant = etat()
    fichier = sauvegarder_vers(tmp_path / "s")
    _abimer()
    assert etat() != avant
    manifeste = restaurer_depuis(fichier)
    assert etat() == avant
    assert manifeste.comptes["collectivités"] == petite_base.COMMUNES


def test_la_sauvegarde_dit_ce_qu_elle_contient_et_n_est_lisible_que_par_son_proprietaire(
    base: str, tmp_path: Path
) -> None:
    fichier = sauvegarder_vers(tmp_path / "s")
    manifeste = examiner(fichier)
    assert (manifeste.moteur, manifeste.format) == (connection.vendor, 1)
    assert fichier.stat().st_mode & 0o077 == 0
    assert [f.name for f in (tmp_path / "s").iterdir()] == [fichier.name]


def test_deux_sauvegardes_de_la_meme_seconde_ne_s_ecrasent_pas(base: str, tmp_path: Path) -> None:
    assert sauvegarder_vers(tmp_path) != sauvegarder_vers(tmp_path)


def test_on_ne_garde_que_les_plus_recentes(tmp_path: Path) -> None:
    for jour in range(10, 20):
        (tmp_path / f"jumelles-202611{jour}T020000-000.zip").touch()
    (tmp_path / "avant-restauration-20261101T000000-000.zip").touch()
    parties = garder_les_dernieres(tmp_path, 7)
    assert sorted(f.name[9:17] for f in parties) == ["20261110", "20261111", "20261112"]
    assert len(list(tmp_path.iterdir())) == 8


def _tronquer(fichier: Path) -> None:
    fichier.write_bytes(fichier.read_bytes()[:-200])


def _retourner_un_octet(fichier: Path) -> None:
    octets = bytearray(fichier.read_bytes())
    octets[len(octets) // 2] ^= 0xFF
    fichier.write_bytes(bytes(octets))


def _vider(fichier: Path) -> None:
    fichier.write_bytes(b"")


def _autre_chose(fichier: Path) -> None:
    fichier.write_text("bonjour")


def _reecrire(fichier: Path, **change: object) -> None:
    """Refaire l'archive avec un manifeste changé ou un autre contenu."""
    with zipfile.ZipFile(fichier) as paquet:
        manifeste, contenu = json.loads(paquet.read("manifeste.json")), paquet.read("base")
    contenu = change.pop("contenu", contenu)  # type: ignore[assignment]
    with zipfile.ZipFile(fichier, "w") as paquet:
        paquet.writestr("manifeste.json", json.dumps({**manifeste, **change}))
        paquet.writestr("base", contenu)


@pytest.mark.parametrize(
    ("faute", "phrase"),
    [
        (_tronquer, "abîmé"),
        (_retourner_un_octet, "abîmé"),
        (_vider, "n'est pas une sauvegarde"),
        (_autre_chose, "n'est pas une sauvegarde"),
        (Path.unlink, "n'existe pas"),
        (lambda f: _reecrire(f, contenu=b"autre chose"), "empreinte"),
        (lambda f: _reecrire(f, moteur="oracle"), "base oracle"),
        (lambda f: _reecrire(f, schema="0" * 64, version="9.9"), "version 9.9"),
        (lambda f: _reecrire(f, format=99), "autre format"),
        (lambda f: _reecrire(f, intrus=1), "n'est pas une sauvegarde"),
    ],
)
def test_une_sauvegarde_abimee_est_refusee_sans_toucher_la_base(
    base: str, tmp_path: Path, faute: Callable[[Path], None], phrase: str
) -> None:
    fichier = sauvegarder_vers(tmp_path / "s")
    _abimer()
    avant = etat()
    faute(fichier)
    with pytest.raises(SauvegardeRefusee, match=phrase):
        restaurer_depuis(fichier)
    assert etat() == avant


def test_un_contenu_qui_n_est_pas_une_base_est_refuse(base: str, tmp_path: Path) -> None:
    fichier = sauvegarder_vers(tmp_path / "s")
    avant = etat()
    faux = tmp_path / "faux"
    faux.write_bytes(b"x" * 5000)
    _reecrire(fichier, contenu=faux.read_bytes(), sha256=sauvegardes.empreinte(faux))
    with pytest.raises(Empechement):
        restaurer_depuis(fichier)
    assert etat() == avant


def test_les_restes_d_un_processus_mort_sont_balayes(base: str, tmp_path: Path) -> None:
    reste, vivant = tmp_path / ".provisoire-99999999-base", tmp_path / f".provisoire-{os.getpid()}-autre"
    reste.touch()
    vivant.touch()
    sauvegarder_vers(tmp_path)
    assert not reste.exists()
    assert vivant.exists()


def _lire(fichier: str) -> sqlite3.Connection:
    lecteur = sqlite3.connect(fichier)
    lecteur.execute("BEGIN")
    return lecteur


NOM = "SELECT nom FROM territoires_collectivite WHERE code = '99001'"


@pytest.mark.sqlite
def test_un_lecteur_en_cours_finit_sur_l_avant_puis_voit_l_apres(base: str, tmp_path: Path) -> None:
    fichier = sauvegarder_vers(tmp_path)
    _abimer()
    lecteur = _lire(base.removeprefix("sqlite:///"))
    assert lecteur.execute(NOM).fetchone() == ("Après la sauvegarde",)
    restaurer_depuis(fichier)
    assert lecteur.execute(NOM).fetchone() == ("Après la sauvegarde",)
    lecteur.rollback()
    assert lecteur.execute(NOM).fetchone() == (petite_base.nom_de_commune(1),)
    lecteur.close()


@pytest.mark.sqlite
def test_une_ecriture_qui_dure_fait_renoncer_avec_une_phrase(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sauvegarde_sqlite, "PATIENCE", 0.0)
    monkeypatch.setattr(sauvegarde_sqlite, "ATTENTE", 0.05)
    fichier = sauvegarder_vers(tmp_path)
    ecrivain = sqlite3.connect(base.removeprefix("sqlite:///"))
    ecrivain.execute("BEGIN IMMEDIATE")
    with pytest.raises(Empechement, match="occupée"):
        restaurer_depuis(fichier)
    ecrivain.rollback()
    ecrivain.close()


@pytest.mark.sqlite
def test_une_base_illisible_est_mise_de_cote_puis_remplacee(base: str, tmp_path: Path) -> None:
    avant = etat()
    fichier = sauvegarder_vers(tmp_path)
    vivante = Path(base.removeprefix("sqlite:///"))
    connection.close()
    for suffixe in ("-wal", "-shm"):
        Path(f"{vivante}{suffixe}").unlink(missing_ok=True)
    vivante.write_bytes(b"ceci n'est plus une base" * 500)
    restaurer_depuis(fichier)
    assert etat() == avant
    assert len(list(vivante.parent.glob(f"{vivante.name}.abimee-*"))) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("patience", [0.05, 0.1, 0.2, 0.4, 0.8])
def test_une_restauration_tuee_laisse_l_avant_ou_l_apres(base: str, tmp_path: Path, patience: float) -> None:
    sauvee = etat()
    fichier = sauvegarder_vers(tmp_path)
    _abimer()
    abimee = etat()
    connection.close()
    processus = subprocess.Popen(
        [sys.executable, "-m", "jumelles.commandes", "restaurer", str(fichier), "--sans-filet"],
        cwd=RACINE, env=environnement(base), start_new_session=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        processus.communicate(timeout=0.8 + patience)
    except subprocess.TimeoutExpired:
        os.killpg(processus.pid, signal.SIGKILL)
        processus.communicate()
    assert etat() in (sauvee, abimee)


def test_la_sauvegarde_porte_le_schema_du_programme(base: str, tmp_path: Path) -> None:
    assert examiner(sauvegarder_vers(tmp_path)).schema == sauvegardes.schema_du_programme()
