"""Le banc de mesure tourne de bout en bout, sur une base minuscule ; aucun temps n'est affirmé."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
LIEUX = 12


def _fabriquer_le_depart() -> None:
    """Quelques pays, communes et villes : de quoi tirer des liens."""
    from bench import petite_base
    from jumelles.provenance.models import Source
    from jumelles.territoires.models import Lieu

    petite_base.fabriquer()
    source = Source.objects.get(code="petite-base")
    villes = [(iso, rang) for iso in ("DE", "MG", "SN") for rang in range(LIEUX)]
    Lieu.objects.bulk_create(
        Lieu(geonameid=numero, nom=f"Ville-{iso}-{rang}", pays_id=iso, lat=10 + rang, lon=20 + rang, source=source)
        for numero, (iso, rang) in enumerate(villes, start=1)
    )


@pytest.mark.sqlite
def test_le_banc_mesure_une_base_de_jouet(base_vide: str, tmp_path: Path) -> None:
    """La base fabriquée tient, chaque page mesurée répond, chaque moteur trouve."""
    _fabriquer_le_depart()
    dossier = tmp_path / "banc"
    dossier.mkdir()
    (dossier / "construit.empreinte").touch()  # les feuilles de style ne sont pas ce que l'on éprouve
    environ = {k: v for k, v in os.environ.items() if k not in ("JUMELLES_BASE", "JUMELLES_INDEX", "JUMELLES_DONNEES")}
    options = ["--depuis", base_vide.removeprefix("sqlite:///"), "--demandes", "5", "--tours", "2", "--sans-postgres"]
    fait = subprocess.run(
        [sys.executable, "-m", "bench.recherche", "jouet", str(dossier), *options],
        cwd=RACINE, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert fait.returncode == 0, fait.stdout + fait.stderr
    mesures = json.loads((dossier / "mesures.json").read_text("utf-8"))
    assert mesures["comptes"]["projets"] == 400
    assert {nom: page["fautes"] for nom, page in mesures["pages"].items()} == dict.fromkeys(mesures["pages"], 0)
    assert all(s["statut"] == 200 and s["octets"] for s in mesures["sorties"].values())
    assert min(mesures["moteur"]["trouves"], mesures["fts5"]["trouves"]) > 0
    _verifier(dossier, environ)


def _verifier(dossier: Path, environ: dict[str, str]) -> None:
    """Ce que le générateur écrit tient les mêmes promesses qu'un import."""
    fait = subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", "verifier"], cwd=RACINE, capture_output=True, text=True,
        env={**environ, "JUMELLES_VAR": str(dossier)}, check=False,
    )  # fmt: skip
    assert fait.returncode == 0, fait.stdout + fait.stderr


def test_le_generateur_refuse_la_base_de_quelqu_un(tmp_path: Path) -> None:
    (tmp_path / "jumelles.sqlite3").write_bytes(b"a quelqu'un")
    fait = subprocess.run(
        [sys.executable, "-m", "bench.generateur", "jouet", str(tmp_path), "--depuis", str(tmp_path)],
        cwd=RACINE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert fait.returncode == 1
    assert "n'est pas la base d'un banc" in fait.stderr
    assert (tmp_path / "jumelles.sqlite3").read_bytes() == b"a quelqu'un"
