"""`jumelles importer depot … --correspondance` : le même dépôt que sur le site, en ligne de commande."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE

# Lien inventé entre de vraies collectivités : rien de ceci n'est un fait.
FABRIQUEE = "Qui;Avec qui;Où;Type\nQuimper;Tsiroanomandidy;Madagascar;jumelage\n"
LECTURE = {"Qui": "collectivite", "Avec qui": "partenaire", "Où": "pays", "Type": "nature"}


def _ordre(dossier: Path) -> tuple[Path, Path, list[str]]:
    """Le fichier, le JSON que donne la page d'un import, et la commande qui les joint."""
    fichier, correspondance = dossier / "liste.csv", dossier / "correspondance.json"
    fichier.write_text(FABRIQUEE)
    colonnes = [{"colonne": colonne, "champ": champ} for colonne, champ in LECTURE.items()]
    correspondance.write_text(json.dumps({"objet": "relations", "colonnes": colonnes}))
    dite = ["--slug", "liste-fabriquee", "--editeur", "Essais", "--licence", "CC0"]
    return fichier, correspondance, [str(fichier), *dite, "--correspondance", str(correspondance)]


def _importer(base: str, ordre: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", "importer", "depot", *ordre],
        cwd=RACINE, env=environnement(base), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_un_depot_suit_sa_correspondance(base_jetable: str, tmp_path: Path) -> None:
    """B14 : ce qu'une personne a dit une fois des colonnes se rejoue sans elle."""
    _fichier, _correspondance, ordre = _ordre(tmp_path)
    blanc = _importer(base_jetable, [*ordre, "--a-blanc"])
    assert blanc.returncode == 0, blanc.stderr
    assert "rien n'est écrit" in blanc.stdout
    assert "1 relations créées" in _importer(base_jetable, ordre).stdout
    assert "déjà importé" in _importer(base_jetable, ordre).stdout


@pytest.mark.parametrize("faute", ["illisible", "colonne absente"])
def test_une_correspondance_fautive_est_refusee_en_francais(base_vide: str, tmp_path: Path, faute: str) -> None:
    fichier, correspondance, ordre = _ordre(tmp_path)
    if faute == "illisible":
        correspondance.write_text("{")
    else:
        fichier.write_text(FABRIQUEE.replace("Où", "Pays"))
    rendu = _importer(base_vide, ordre)
    assert rendu.returncode == 2
    assert "Traceback" not in rendu.stderr
    assert "correspondance.json" in rendu.stderr or "Pays" in rendu.stderr
