"""`jumelles importer depot … --correspondance` : le même dépôt que sur le site, en ligne de commande."""

import json
from pathlib import Path
from typing import Any

import pytest

# Lien inventé entre de vraies collectivités : rien de ceci n'est un fait.
FABRIQUEE = "Qui;Avec qui;Où;Type\nQuimper;Limerick;Irlande;jumelage\n"
CHAMPS = ("collectivite", "partenaire", "pays", "nature")


def _ecrire(dossier: Path, **source: str) -> tuple[Path, Path]:
    """Le fichier, et le JSON que donne la page d'un import."""
    fichier, correspondance = dossier / "liste.csv", dossier / "correspondance.json"
    fichier.write_text(FABRIQUEE)
    colonnes = [
        {"colonne": c, "champ": champ} for c, champ in zip(FABRIQUEE.split("\n")[0].split(";"), CHAMPS, strict=True)
    ]
    dite = {"slug": "liste-en-ligne-de-commande", "nom": "Liste fabriquée", "editeur": "Essais", "licence": "CC0"}
    lue = {"source": {**dite, **source}, "correspondance": {"objet": "relations", "colonnes": colonnes}}
    correspondance.write_text(json.dumps(lue))
    return fichier, correspondance


def test_un_depot_suit_sa_correspondance(site: Any, tmp_path: Path) -> None:
    """B14 : ce qu'une personne a dit une fois des colonnes se rejoue sans elle."""
    fichier, correspondance = _ecrire(tmp_path)
    ordre = ["importer", "depot", str(fichier), "--correspondance", str(correspondance)]
    blanc = site.jumelles(*ordre, "--a-blanc")
    assert blanc.returncode == 0, blanc.stderr
    assert "1 lignes lues" in blanc.stdout and "rien n'est écrit" in blanc.stdout
    assert "1 relations créées" in site.jumelles(*ordre).stdout
    assert "déjà importé" in site.jumelles(*ordre).stdout


@pytest.mark.parametrize("faute", ["sans correspondance", "illisible", "colonne absente"])
def test_une_correspondance_fautive_est_refusee_en_francais(site: Any, tmp_path: Path, faute: str) -> None:
    fichier, correspondance = _ecrire(tmp_path)
    ordre = ["importer", "depot", str(fichier)]
    if faute == "illisible":
        correspondance.write_text("{")
    if faute == "colonne absente":
        fichier.write_text(FABRIQUEE.replace("Où", "Pays"))
    if faute != "sans correspondance":
        ordre += ["--correspondance", str(correspondance)]
    rendu = site.jumelles(*ordre)
    assert rendu.returncode == 2
    assert rendu.stderr and "Traceback" not in rendu.stderr
