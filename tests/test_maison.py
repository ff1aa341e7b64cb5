"""La maison tient-elle debout ? Chaque garde-fou est essayé deux fois : sur la maison, et sur une faute."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from jumelles.sources.fiche import SourceInattendue, read_fiche
from tests.atelier import maison

RACINE = Path(__file__).resolve().parents[1]
MAISON = RACINE / "jumelles"
PYPROJECT = (RACINE / "pyproject.toml").read_text()


def test_on_n_importe_que_vers_le_bas(capsys: pytest.CaptureFixture[str]) -> None:
    from importlinter.cli import lint_imports

    code = lint_imports(config_filename=str(RACINE / "pyproject.toml"), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


def test_les_cles_etrangeres_ne_grimpent_pas() -> None:
    liens = [
        (modele.__module__, champ.related_model.__module__)
        for modele in apps.get_models()
        if modele.__module__.startswith("jumelles.")
        for champ in modele._meta.get_fields()
        if champ.is_relation and champ.concrete and champ.related_model.__module__.startswith("jumelles.")
    ]
    assert liens
    assert maison.cles_qui_grimpent(liens, maison.etages(RACINE / "pyproject.toml")) == []


def test_chaque_nom_du_metier_est_au_glossaire() -> None:
    glossaire = (RACINE / "docs" / "GLOSSAIRE.md").read_text()
    assert maison.absents_du_glossaire(MAISON, glossaire) == []


@pytest.mark.parametrize("dossier", ["jumelles", "tests", "bench"])
def test_fichiers_et_fonctions_restent_courts(dossier: str) -> None:
    assert maison.trop_longs(RACINE / dossier) == []


def test_aucun_nom_fourre_tout() -> None:
    assert maison.noms_interdits(MAISON) == []


def test_ni_signal_ni_effet_de_bord_a_l_enregistrement() -> None:
    assert maison.signaux_et_save(MAISON) == []


def test_chaque_source_dit_sa_licence_et_ses_bornes() -> None:
    dossiers = maison.dossiers_de_source(MAISON / "sources")
    assert dossiers
    for dossier in dossiers:
        fiche = read_fiche(dossier)
        assert fiche.licence and fiche.editeur and fiche.bornes, dossier


def test_ni_registre_ni_chemin_de_machine() -> None:
    assert maison.adresses_interdites(maison.fichiers_suivis(RACINE)) == []


def test_chaque_dependance_dit_pourquoi_elle_est_la() -> None:
    assert maison.dependances_muettes(PYPROJECT) == []


def test_les_dependances_dites_sont_celles_qu_on_installe() -> None:
    bloc = re.search(r"^dependencies = \[\n(.*?)^\]", PYPROJECT, re.S | re.M)
    assert bloc is not None
    dites = set(re.findall(r'^\s+"([^"]+)"', bloc.group(1), re.M))
    demandees = {ligne for ligne in (RACINE / "requirements.in").read_text().splitlines() if ligne and ligne[0] != "#"}
    assert dites == demandees


def test_les_essais_tournent_sur_les_versions_servies() -> None:
    servies = maison.epingles((RACINE / "requirements.lock").read_text())
    essayees = maison.epingles((RACINE / "requirements-essais.lock").read_text())
    assert servies and servies <= essayees


# --- chaque garde-fou mord ---

FONCTION_LONGUE = "def longue():\n" + "    x = 1\n" * 50


@pytest.mark.parametrize(
    ("garde", "chemin", "texte"),
    [
        (maison.trop_longs, "long.py", "x = 1\n" * 401),
        (maison.trop_longs, "fonction.py", FONCTION_LONGUE),
        (maison.noms_interdits, "acteurs/utils.py", ""),
        (maison.noms_interdits, "core/acteur.py", ""),
        (maison.signaux_et_save, "acteurs/effets.py", "from django.db.models.signals import post_save\n"),
        (maison.signaux_et_save, "acteurs/receveur.py", "from django.dispatch import receiver\n"),
        (maison.signaux_et_save, "acteurs/models/a.py", "class A(Model):\n    def save(self):\n        pass\n"),
    ],
)
def test_une_faute_est_vue(tmp_path: Path, garde: Callable[[Path], list[str]], chemin: str, texte: str) -> None:
    (tmp_path / chemin).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / chemin).write_text(texte)
    assert len(garde(tmp_path)) == 1


@pytest.mark.parametrize(
    "texte",
    [
        "class Jumelage(models.Model):\n    pass\n",
        "@dataclass(frozen=True)\nclass Jumelage:\n    annee: int\n",
        "@dataclasses.dataclass\nclass Jumelage:\n    annee: int\n",
    ],
)
def test_un_nom_absent_du_glossaire_est_vu(tmp_path: Path, texte: str) -> None:
    (tmp_path / "jumelage.py").write_text(texte)
    assert maison.absents_du_glossaire(tmp_path, "| `Relation` |") == ["Jumelage (jumelage.py)"]
    assert maison.absents_du_glossaire(tmp_path, "| `Jumelage` |") == []


@pytest.mark.parametrize(
    ("depuis", "vers", "griefs"),
    [
        ("jumelles.territoires.models.lieu", "jumelles.acteurs.models.acteur", 1),
        ("jumelles.web.models", "jumelles.commandes.models", 1),
        ("jumelles.acteurs.models.acteur", "jumelles.territoires.models.lieu", 0),
        ("jumelles.acteurs.models.acteur", "jumelles.acteurs.models.acteur", 0),
    ],
)
def test_une_cle_qui_grimpe_est_vue(depuis: str, vers: str, griefs: int) -> None:
    rangs = maison.etages(RACINE / "pyproject.toml")
    assert len(maison.cles_qui_grimpent([(depuis, vers)], rangs)) == griefs


@pytest.mark.parametrize("manquant", ["licence", "bornes", "editeur"])
def test_une_source_sans_licence_ni_bornes_est_refusee(tmp_path: Path, manquant: str) -> None:
    fiche = {
        "code": "essai", "nom": "Essai", "editeur": "Personne", "licence": "Licence Ouverte 2.0", "adresse": "",
        "millesime": "2026", "frequence": "annuelle", "nature": "fichier", "bornes": {"lignes": [1, 2]},
    }  # fmt: skip
    del fiche[manquant]
    (tmp_path / "source.yml").write_text(yaml.safe_dump(fiche))
    with pytest.raises(SourceInattendue, match=manquant):
        read_fiche(tmp_path)


@pytest.mark.parametrize("adresse", maison.ADRESSES_INTERDITES)
def test_une_adresse_interdite_est_vue(tmp_path: Path, adresse: str) -> None:
    fautif = tmp_path / "verrou.txt"
    fautif.write_text(f"voir {adresse}x")
    assert maison.adresses_interdites([fautif])


def test_une_dependance_sans_phrase_est_vue() -> None:
    assert maison.dependances_muettes('dependencies = [\n  "rapidfuzz",\n  "click",  # la ligne de commande\n]\n') == [
        '"rapidfuzz",'
    ]
