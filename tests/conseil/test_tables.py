"""Chaque table du conseil se lit et s'écrit bien ; les guillemets citent des mots qui existent ; Django n'entre pas."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

import jumelles.conseil
from jumelles.conseil.arguments import Audience, Genre
from jumelles.conseil.demande import Besoin
from jumelles.conseil.grille import College
from jumelles.conseil.partenaires import Classe, Colonne, Etiquette, RolePartenaire
from jumelles.conseil.phrases import dire
from tests.conseil.document_004 import ANALYSE, LIGNES

DOSSIER = Path(jumelles.conseil.__file__).parent
TABLES = sorted((DOSSIER / "tables").glob("*.csv"))
MACHINE = {"condition", "vecteur_positif", "vecteur_negatif"}
HORS = {"__init__", "apps", "models", "operations", "requetes"}
PURS = sorted(f.stem for f in DOSSIER.glob("*.py") if f.stem not in HORS)


@pytest.mark.parametrize("chemin", TABLES, ids=lambda c: c.stem)
def test_chaque_table_se_lit_et_s_ecrit_bien(chemin: Path) -> None:
    texte = chemin.read_text(encoding="utf-8")
    assert texte.endswith("\n") and "\r" not in texte and "\ufeff" not in texte
    lignes = list(csv.DictReader(texte.splitlines(), strict=True))
    assert lignes
    for colonne, cellule in ((c, x) for ligne in lignes for c, x in ligne.items() if c not in MACHINE):
        assert cellule == cellule.strip() and "  " not in cellule
        assert not re.search(r" [:;?!%»€]|« |'", cellule), (colonne, cellule)


def mots(texte: str) -> str:
    return re.sub(r"\s+", " ", texte.replace("’", "'")).lower()


@pytest.mark.parametrize("nom", ["regles", "premiers_pas", "grille"])
def test_ce_qui_est_cite_de_l_atelier_en_vient(nom: str) -> None:
    """Entre guillemets, les mots de 2015 et rien d'autre."""
    document = mots(" ".join(" ".join(ligne) for ligne in LIGNES) + ANALYSE)
    lus = csv.DictReader((DOSSIER / "tables" / f"{nom}.csv").read_text(encoding="utf-8").splitlines())
    cites = [
        mots(c) for x in lus if x["etat"] == "avis d’atelier" for c in re.findall("«\u00a0(.*?)\u00a0»", x["texte"])
    ]
    assert cites and [c for c in cites if c not in document] == []


@pytest.mark.parametrize("nom", ["faits_types", "premiers_pas", "regles", "grille", "arguments"])
def test_un_avis_de_l_atelier_dit_toujours_d_ou_il_vient(nom: str) -> None:
    """Jamais l'avis de 2015 sans son nom ni son année, ni leur nom sur autre chose."""
    for ligne in csv.DictReader((DOSSIER / "tables" / f"{nom}.csv").read_text(encoding="utf-8").splitlines()):
        assert (ligne["etat"] == "avis d’atelier") is ("source" in ligne and "ARRICOD, 2015" in ligne["source"])


def test_une_phrase_par_valeur() -> None:
    familles = {
        "besoin": Besoin, "classe": Classe, "role": RolePartenaire, "colonne": Colonne, "etiquette": Etiquette,
        "college": College, "audience": Audience, "genre": Genre,
    }  # fmt: skip
    assert all(dire(f"{famille}.{valeur}") for famille, valeurs in familles.items() for valeur in valeurs)


def test_le_conseil_se_lit_sans_django() -> None:
    """Les fichiers purs ne l'appellent ni de près ni de loin."""
    modules = ", ".join(f"jumelles.conseil.{m}" for m in PURS)
    code = f"import sys, {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
