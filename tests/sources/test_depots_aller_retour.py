"""Le format d'import est le format d'export : ce qui sort rentre, et ressort pareil (énoncé B15)."""

import csv
import io

import pytest

from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.operations import corriger_relation, marquer_sensible
from jumelles.provenance.models import Affirmation, Releve
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.sources.depots import examiner
from tests.sources.allers_retours import FICHIERS, JOUR, PAR, en_csv, exporter, importer

pytestmark = pytest.mark.django_db


@pytest.fixture
def formule(db) -> Relation:
    """Une relation dont l'intitulé a l'air d'une formule, et une note sur deux lignes."""
    relation = Relation.objects.reelles().filter(sensible=False).order_by("pk").first()
    assert relation is not None
    corriger_relation(relation_id=relation.pk, champs={"intitule": '=HYPERLINK("x");"y"'}, jour=JOUR, par=PAR)
    return relation


@pytest.mark.parametrize("extension", FICHIERS)
@pytest.mark.parametrize("sorte", ["relations", "projets"])
def test_sur_le_meme_site_exporter_importer_exporter_rend_les_memes_octets(
    tmp_path, index_suivi, formule, sorte, extension
):
    sensible = Relation.objects.reelles().order_by("-pk").first()
    marquer_sensible(objet="relation", objet_id=sensible.pk, par=PAR, masque_partenaire=True)
    index_suivi()
    avant = {e: exporter(sorte, e) for e in ("csv", "geojson", "json")}
    paroles = Affirmation.objects.count()
    chemin = tmp_path / f"{sorte}.{extension}"
    chemin.write_bytes(exporter(sorte, extension))
    examen, rapport = importer(chemin)
    assert examen.correspondance.profil == f"jumelles-{sorte}"
    assert rapport.lues == moteur().compter(Filtre(), sorte), "rien ne manque"
    assert rapport.deja_la + rapport.etats["hors_champ"] == rapport.lues, rapport.en_texte()
    if sorte == "relations":
        assert rapport.hors_champ == {"fiche protégée : ce que l'export en tait ne se relit pas": 1}
    assert Affirmation.objects.count() == paroles
    index_suivi()
    assert {e: exporter(sorte, e) for e in avant} == avant


def test_une_cellule_neutralisee_revient_telle_qu_elle_etait(tmp_path, formule):
    chemin = tmp_path / "relations.csv"
    chemin.write_text("\ufeff" + en_csv("relations"), encoding="utf-8", newline="")
    assert "'=HYPERLINK" in chemin.read_text(encoding="utf-8"), "l'export l'avait neutralisée"
    exemple = next(x for x in examiner(chemin).exemples if x.cellules["id"] == str(formule.pk))
    assert exemple.cellules["intitule"] == '=HYPERLINK("x");"y"'


def test_une_ligne_changee_par_la_personne_s_ajoute_a_la_meme_relation(tmp_path, formule):
    fiches = list(csv.DictReader(io.StringIO(en_csv("relations"), newline=""), delimiter=";"))
    changee = next(x for x in fiches if x["id"] == str(formule.pk))
    changee["debut"], changee["fin"] = "1971", "2031"
    chemin = tmp_path / "changee.csv"
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        ecrit = csv.DictWriter(fichier, list(changee), delimiter=";")
        ecrit.writeheader()
        ecrit.writerows(fiches)
    avant = Relation.objects.count()
    _, rapport = importer(chemin)
    assert (Relation.objects.count(), rapport.deja_la) == (avant, len(fiches) - 1)
    parole = Affirmation.objects.vivantes().about("relation", formule.pk).get(source__code="depot-retour")
    assert (parole.champs["debut"], parole.champs["fin"]) == ("1971", "2031")


def test_un_projet_change_se_revoit_et_ne_se_double_pas(tmp_path):
    charger = list(csv.DictReader(io.StringIO(en_csv("projets"), newline=""), delimiter=";"))
    reel = next(x for x in charger if x["demonstration"] == "non")
    reel["titre"] += " (relu)"
    chemin = tmp_path / "projets.csv"
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        ecrit = csv.DictWriter(fichier, list(reel), delimiter=";")
        ecrit.writeheader()
        ecrit.writerow(reel)
    avant = Projet.objects.count()
    _, rapport = importer(chemin)
    assert (Projet.objects.count(), rapport.etats["a_revoir"]) == (avant, 1)
    assert Releve.objects.get(cle=reel["id"], source__code="depot-retour").messages[0].startswith("projet déjà sur")
