"""`jumelles importer depot` : proposer les colonnes, essayer, refuser en français (énoncé B14)."""

import json

import pytest
from click.testing import CliRunner

from jumelles.commandes.importer import importer
from jumelles.provenance.models import Lot, Source
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv

pytestmark = pytest.mark.django_db
DIT = ("--slug", "reseau-invente", "--editeur", "Réseau inventé", "--licence", "Licence Ouverte 2.0")


def _lancer(*arguments: str):
    return CliRunner().invoke(importer, arguments)


def test_la_proposition_s_ecrit_se_relit_et_l_essai_n_ecrit_rien(tmp_path):
    fichier, json_ = ecrire_csv(tmp_path / "liste.csv", [ENTETE, *LIGNES]), tmp_path / "colonnes.json"
    propose = _lancer("depot", str(fichier), *DIT, "--correspondance", str(json_))
    assert propose.exit_code == 0, propose.output
    assert "« Ville jumelée » → partenaire" in propose.output.replace("\u00a0", " ")
    assert json.loads(json_.read_text())["objet"] == "relations"
    avant = Lot.objects.count(), Source.objects.count()
    essai = _lancer("depot", str(fichier), *DIT, "--correspondance", str(json_), "--a-blanc")
    assert essai.exit_code == 0, essai.output
    assert "3 relations créées" in essai.output
    assert (Lot.objects.count(), Source.objects.count()) == avant


def test_un_refus_sort_avec_2_et_un_depot_sans_licence_ne_commence_pas(tmp_path):
    fichier = ecrire_csv(tmp_path / "liste.csv", [ENTETE, LIGNES[0], tuple(",".join(LIGNES[1]).split(";"))])
    refuse = _lancer("depot", str(fichier), *DIT)
    assert (refuse.exit_code, "séparateurs mêlés" in refuse.output) == (2, True), refuse.output
    assert "--licence" in _lancer("depot", str(fichier), "--slug", "x").output
