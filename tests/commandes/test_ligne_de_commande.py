"""La ligne de commande : des phrases en français, des codes de sortie tenus, jamais de trace."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jumelles.commandes.principale import COMMANDES, principale
from jumelles.comptes.models import Utilisateur
from tests.atelier.empreintes import RACINE


def _jumelles(*arguments: str) -> Result:
    return CliRunner().invoke(principale, list(arguments), prog_name="jumelles")


@pytest.mark.parametrize("nom", COMMANDES)
def test_chaque_commande_dit_son_emploi_en_francais(nom: str) -> None:
    aide = _jumelles(nom, "--aide")
    assert aide.exit_code == 0
    assert aide.output.startswith(f"Emploi : jumelles {nom}")
    assert "Usage" not in aide.output and "Show this" not in aide.output


def test_l_aide_generale_nomme_toutes_les_commandes() -> None:
    aide = _jumelles("--aide").output
    assert all(f"  {nom} " in aide for nom in COMMANDES)


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        ((), "Emploi : jumelles"),
        (("nimporte",), "Commande inconnue : nimporte."),
        (("importer",), "Il manque : SOURCE."),
        (("importer", "auto"), "Il manque : FICHIER."),
        (("verifier", "--vite"), "Option inconnue : --vite."),
        (("demonstration", "montrer"), "Choix possibles : charger, retirer."),
        (("servir", "--port", "0"), "Valeur refusée pour port."),
        (("servir", "--files", "2"), "Donnez au moins --files 3"),
        (("portrait", "Grenoble", "--sortie", "g.exe"), "doit finir par .pdf, .docx, .odt, .md, .html, .txt ou .json"),
        (("importer", "auto", "nulle-part.csv"), "nulle-part.csv"),
        (("importer", "inconnue", "README.md"), "source inconnue"),
        (("restaurer", "nulle-part.zip"), "nulle-part.zip n'existe pas"),
        (("administrateur", "--courriel", "camille"), "n'est pas une adresse de courriel"),
    ],
)
def test_une_demande_refusee_dit_pourquoi_et_sort_avec_2(db: None, arguments: tuple[str, ...], phrase: str) -> None:
    rendu = _jumelles(*arguments)
    assert (rendu.exit_code, phrase in rendu.output) == (2, True), rendu.output
    assert "Traceback" not in rendu.output and "Error" not in rendu.output


@pytest.mark.parametrize(
    ("base", "phrase"),
    [
        ("sqlite:////nulle/part/base.sqlite3", "ouvert en écriture"),
        ("postgres://personne@127.0.0.1:1/rien", "Vérifiez JUMELLES_BASE"),
    ],
)
def test_une_base_qui_ne_repond_pas_se_dit_sans_trace(base: str, phrase: str) -> None:
    fait = subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", "verifier"],
        cwd=RACINE, env={**os.environ, "JUMELLES_BASE": base}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert fait.returncode == 3
    assert phrase in fait.stderr and "Traceback" not in fait.stderr


def test_une_base_sans_tables_dit_d_initialiser(tmp_path: Path) -> None:
    env = {**os.environ, "JUMELLES_BASE": f"sqlite:///{tmp_path}/neuve.sqlite3"}
    fait = subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", "verifier"],
        cwd=RACINE, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert fait.returncode == 1
    assert "jumelles initialiser" in fait.stdout


def test_verifier_dit_que_tout_est_en_ordre(base_jetable: str) -> None:
    rendu = _jumelles("verifier")
    assert (rendu.exit_code, rendu.output.strip().splitlines()[-1]) == (0, "Tout est en ordre.")


def test_verifier_trouve_une_colonne_changee_derriere_le_dos_des_operations(base_jetable: str) -> None:
    from jumelles.cooperations.models import Relation

    relation = Relation.objects.publiees().order_by("pk").first()
    assert relation is not None
    Relation.objects.filter(pk=relation.pk).update(debut="1234")
    rendu = _jumelles("verifier")
    assert rendu.exit_code == 1
    assert f"relation:{relation.pk}" in rendu.output and "1234" in rendu.output


def test_verifier_trouve_un_fait_publie_sans_source(base_jetable: str) -> None:
    """C0.3 : aucun fait publié sans source."""
    from jumelles.provenance.models import Affirmation

    affirmation = Affirmation.objects.filter(objet_type="relation").order_by("pk").first()
    assert affirmation is not None
    Affirmation.objects.filter(objet_type="relation", objet_id=affirmation.objet_id).delete()
    rendu = _jumelles("verifier")
    assert rendu.exit_code == 1
    assert f"relation:{affirmation.objet_id} : publié sans qu'aucune source n'en parle" in rendu.output


@pytest.mark.sqlite
def test_verifier_trouve_un_lien_casse(base_vide: str) -> None:
    from django.db import connection

    with connection.cursor() as curseur:
        curseur.execute("PRAGMA foreign_keys=OFF")
        curseur.execute("INSERT INTO provenance_journal (quand, par, verbe, objet_type, objet_id, lot_id)"
                        " VALUES ('2026-01-01', 'x', 'x', 'x', 1, 987)")  # fmt: skip
        curseur.execute("PRAGMA foreign_keys=ON")
    rendu = _jumelles("verifier")
    assert rendu.exit_code == 1
    assert "provenance_journal" in rendu.output and "n'existe pas" in rendu.output


def test_verifier_dit_l_import_coupe_qui_reste_a_refaire(db: None) -> None:
    from jumelles.provenance.models import Lot, Source

    Lot.objects.create(source=Source.objects.earliest("pk"), fichier="coupe.tsv", empreinte="x", par="machine:essai")
    rendu = _jumelles("verifier")
    assert rendu.exit_code == 0
    assert "coupe.tsv" in rendu.output and "relancez-le" in rendu.output


def test_creer_un_compte_entre_au_journal(db: None) -> None:
    from jumelles.provenance.models import Journal

    assert _jumelles("administrateur", "--courriel", "dominique@exemple.invalid").exit_code == 0
    compte = Utilisateur.objects.get(email="dominique@exemple.invalid")
    ligne = Journal.objects.get(objet_type="utilisateur", objet_id=compte.pk)
    assert (ligne.verbe, ligne.par) == ("creer_administrateur", "commande:administrateur")


def test_administrateur_ne_change_rien_sans_qu_on_le_demande(db: None) -> None:
    cree = _jumelles("administrateur", "--courriel", "camille@exemple.invalid")
    assert cree.exit_code == 0
    empreinte = Utilisateur.objects.get(email="camille@exemple.invalid").password
    refuse = _jumelles("administrateur", "--courriel", "camille@exemple.invalid")
    assert (refuse.exit_code, "--nouveau-mot-de-passe" in refuse.output) == (2, True)
    assert Utilisateur.objects.get(email="camille@exemple.invalid").password == empreinte
    rendu = _jumelles("administrateur", "--courriel", "camille@exemple.invalid", "--nouveau-mot-de-passe")
    assert rendu.exit_code == 0
    assert Utilisateur.objects.get(email="camille@exemple.invalid").password != empreinte


def test_le_portrait_s_ecrit_en_texte_et_en_json(db: None, tmp_path: Path) -> None:
    texte, fichier = tmp_path / "g.txt", tmp_path / "g.json"
    assert _jumelles("portrait", "38185", "--sortie", str(texte)).exit_code == 0
    assert _jumelles("portrait", "38185", "--sortie", str(fichier)).exit_code == 0
    assert "Grenoble" in texte.read_text(encoding="utf-8")
    assert json.loads(fichier.read_text(encoding="utf-8"))["territoire"]["code"] == "38185"
    assert "Grenoble" in _jumelles("portrait", "Grenoble").output


def test_un_territoire_inconnu_sort_avec_2(db: None) -> None:
    rendu = _jumelles("portrait", "Nulle-Part-sur-Rien")
    assert (rendu.exit_code, "Nulle-Part-sur-Rien" in rendu.output) == (2, True)


def test_la_demonstration_se_charge_et_se_retire_sans_rien_laisser(base_jetable: str) -> None:
    """C0.4 : un contenu de démonstration se retire d'une commande, et le site compte comme avant."""
    from jumelles.cooperations.models import Projet, Relation

    comptes = (Relation.objects.count(), Projet.objects.count())
    assert _jumelles("demonstration", "charger").exit_code == 0
    assert Relation.objects.filter(demonstration=True).exists()
    assert _jumelles("demonstration", "retirer").exit_code == 0
    assert (Relation.objects.count(), Projet.objects.count()) == comptes
    assert not Relation.objects.filter(demonstration=True).exists()
    assert _jumelles("verifier").exit_code == 0


def test_importer_a_blanc_dit_tout_et_n_ecrit_rien(base_vide: str, tmp_path: Path) -> None:
    import random

    from bench import petite_base
    from bench.travaux import etat

    petite_base.fabriquer()
    fichier = petite_base.ecrire_jumelages(tmp_path / "j.tsv", random.Random(1), 20)
    avant = etat()
    blanc = _jumelles("importer", "auto", str(fichier), "--a-blanc")
    assert blanc.exit_code == 0, blanc.output
    assert etat() == avant
    vrai = _jumelles("importer", "auto", str(fichier))
    assert vrai.exit_code == 0 and etat() != avant
