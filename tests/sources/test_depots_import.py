"""Importer un dépôt : essai, bascule, fichier suivant, jugements, coupure ; tout est dit, rien n'est perdu (B14)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations import corriger_relation
from jumelles.provenance.models import Affirmation, Jugement, LigneLot, Lot, Releve, Source
from jumelles.provenance.operations import prononcer
from jumelles.sources import lots
from jumelles.sources.depots import FicheDepot, basculer, examiner, preparer_depot
from jumelles.sources.depots.correspondance import CorrespondanceInvalide
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv

pytestmark = pytest.mark.django_db
PAR = "personne:essai"
FICHE = FicheDepot("reseau-invente", "Liste d'un réseau inventé", "Réseau inventé", "Licence Ouverte 2.0",
                   date_information="2024-05")  # fmt: skip
NULLE_PART = ("Nulle-Part-en-France", "34", "Recife", "Brésil", "1999", "Jumelage", "")


def _importer(chemin: Path, **plus):
    rapport = preparer_depot(chemin, examiner(chemin).correspondance, FICHE, par=PAR, **plus)
    if plus.get("a_blanc") or rapport.deja_fait:
        return rapport
    return basculer(rapport.lot, par=PAR)


def _relation(*noms: str) -> Relation:
    relations = Relation.objects.publiees()
    for nom in noms:
        relations = relations.filter(participations__acteur__nom=nom)
    return relations.get()


@pytest.fixture
def fichier(tmp_path):
    return ecrire_csv(tmp_path / "liste.csv", [ENTETE, *LIGNES, NULLE_PART])


def test_une_liste_entre_avec_sa_source_sa_date_et_ses_remarques(fichier):
    rapport = _importer(fichier)
    assert (rapport.etats["valide"], rapport.etats["a_revoir"], rapport.bilan["relations_creees"]) == (3, 1, 3)
    parole = Affirmation.objects.vivantes().about("relation", _relation("Grabels", "Antsirabe").pk).get()
    assert (parole.source.code, parole.date_information) == ("depot-reseau-invente", "2024-05")
    assert parole.adresse == "https://exemple.invalid/a"
    assert parole.champs == {"nature": "jumelage", "debut": "1998"}
    assert parole.releve.brut["Ville jumelée"] == "Antsirabe"
    assert _relation("Dunkerque", "Recife").debut == "2001-05-12"
    texte = rapport.en_texte().replace("\u00a0", " ")
    assert "ligne 4, colonne « Date du jumelage », valeur « vers 1992 » : date approximative : gardé en" in texte
    assert Source.objects.get(code="depot-reseau-invente").licence == "Licence Ouverte 2.0"


def test_un_nom_qu_on_ne_sait_pas_rattacher_attend_puis_une_personne_juge_et_le_rejeu_le_prend(fichier):
    examen = examiner(fichier)
    prepare = preparer_depot(fichier, examen.correspondance, FICHE, par=PAR)
    attente = LigneLot.objects.get(lot=prepare.lot, etat="a_revoir")
    (nom,) = (j for j in attente.plan["jugements"] if j["verdict"] == "indecis")
    assert (nom["details"]["mention"]["nom"], nom["details"]["mention"]["pays"]) == ("Nulle-Part-en-France", "FR")
    assert all({"ref", "nom", "score", "raisons"} == set(p) for p in nom["details"]["propositions"])
    basculer(prepare.lot, par=PAR)
    assert Releve.objects.get(cle=attente.cle, courant=True).etat == "a_revoir", "la ligne est gardée"
    prononcer(gauche=nom["gauche"], verdict="identiques", droite="collectivite:34116", par=PAR)
    rapport = _importer(fichier, rejouer=True)
    assert (rapport.etats["a_revoir"], rapport.bilan["relations_creees"]) == (0, 1)
    assert Releve.objects.get(cle=attente.cle, courant=True).etat == "valide"
    assert Jugement.objects.vivants().filter(gauche=nom["gauche"]).get().auteur == PAR


def test_l_essai_a_blanc_dit_tout_et_n_ecrit_rien(fichier):
    avant = [m.objects.count() for m in (Source, Lot, LigneLot, Releve, Affirmation, Relation, Jugement)]
    rapport = _importer(fichier, a_blanc=True)
    assert rapport.bilan["relations_creees"] == 3
    assert [m.objects.count() for m in (Source, Lot, LigneLot, Releve, Affirmation, Relation, Jugement)] == avant


def test_le_meme_fichier_ne_change_rien_et_une_autre_lecture_le_reprend(fichier):
    _importer(fichier)
    assert _importer(fichier).deja_fait
    autre = examiner(fichier).correspondance.changer("Site", "")
    rapport = preparer_depot(fichier, autre, FICHE, par=PAR)
    assert not rapport.deja_fait
    assert basculer(rapport.lot, par=PAR).bilan["relations_creees"] == 0


def test_le_fichier_suivant_met_a_jour_garde_nos_numeros_et_nos_corrections_et_dit_les_absents(fichier, tmp_path):
    _importer(fichier)
    grabels, dunkerque = _relation("Grabels", "Antsirabe"), _relation("Dunkerque", "Recife")
    corriger_relation(relation_id=dunkerque.pk, champs={"debut": "2003"}, jour=date(2026, 11, 22), par=PAR)
    neuves = [
        (*LIGNES[0][:4], "1997", *LIGNES[0][5:]),
        (*LIGNES[1][:4], "2002", *LIGNES[1][5:]),
        NULLE_PART,
        ("Montpellier", "34", "Antsirabe", "Madagascar", "2024", "Jumelage", ""),
    ]
    suite = _importer(ecrire_csv(tmp_path / "2025.csv", [ENTETE, *neuves]))
    assert suite.bilan["relations_creees"] == 1
    assert (_relation("Grabels", "Antsirabe").pk, _relation("Grabels", "Antsirabe").debut) == (grabels.pk, "1997")
    assert _relation("Dunkerque", "Recife").debut == "2003", "la correction relue l'emporte"
    assert any(d["valeur_relue"] == "2003" and d["valeur_nouvelle"] == "2002" for d in suite.differences)
    assert suite.nombre_disparus == 1, "l'Isère n'y est plus : dite, jamais effacée"
    assert suite.disparus[0].startswith("sans numéro : CD de l'Isère – Bakel (Sénégal) #")
    assert Relation.objects.publiees().filter(participations__acteur__nom="Bakel").exists()


def test_un_identifiant_donne_fait_suivre_la_ligne_quand_tout_le_reste_change(tmp_path):
    entete = ("N°", *ENTETE)
    un = ecrire_csv(tmp_path / "1.csv", [entete, ("A-7", *LIGNES[0])])
    deux = ecrire_csv(tmp_path / "2.csv", [entete, ("A-7", "Grabels", "34", "Antsirabe", "Madagascar", "1996", "", "")])
    _importer(un)
    suite = _importer(deux)
    assert (suite.nombre_disparus, suite.bilan["relations_creees"]) == (0, 0)
    assert Releve.objects.filter(cle="A-7").count() == 2
    assert _relation("Grabels", "Antsirabe").debut == "1996"


def test_deux_lignes_des_memes_parties_qui_different_sont_deux_paroles_et_la_redite_une_seule(tmp_path):
    autre = (*LIGNES[0][:4], "2005", *LIGNES[0][5:])
    chemin = ecrire_csv(tmp_path / "d.csv", [ENTETE, LIGNES[0], autre, LIGNES[0]])
    rapport = _importer(chemin)
    assert (rapport.redites, rapport.etats["valide"], rapport.bilan["relations_creees"]) == (1, 2, 1)
    assert _relation("Grabels", "Antsirabe").divergente


def test_un_code_l_emporte_et_un_code_qui_contredit_le_nom_se_revoit(tmp_path):
    entete = ("Commune", "Code INSEE", "Partenaire", "Pays")
    lignes = [("Saint-Denis", "93066", "Recife", "Brésil"), ("Grabels", "59183", "Recife", "Brésil"),
              ("Bourg-en-Bresse", "1053", "Antsirabe", "Madagascar")]  # fmt: skip
    rapport = _importer(ecrire_csv(tmp_path / "codes.csv", [entete, *lignes]))
    assert (rapport.etats["valide"], rapport.etats["a_revoir"]) == (2, 1)
    assert _relation("Bourg-en-Bresse", "Antsirabe"), "« 1053 » a perdu son zéro dans un tableur"
    assert "59183 est Dunkerque" in rapport.en_texte().replace("\u00a0", " ")


def test_le_code_d_une_commune_fusionnee_mene_a_celle_d_aujourd_hui_et_le_dit(tmp_path):
    entete = ("Commune", "Code INSEE", "Partenaire", "Pays")
    lignes = [("Saint-Bois", "1340", "Recife", "Brésil"), ("Songieu", "01409", "Antsirabe", "Madagascar"),
              ("Arbignieu", "01015", "Bakel", "Sénégal"), ("Grabels", "74011", "Recife", "Brésil"),
              ("Grabels", "99999", "Recife", "Brésil")]  # fmt: skip
    rapport = _importer(ecrire_csv(tmp_path / "hier.csv", [entete, *lignes]))
    assert (rapport.etats["valide"], rapport.etats["a_revoir"]) == (4, 1)
    fusionnee = _relation("Arboys en Bugey", "Recife").participations.get(acteur__nom="Arboys en Bugey")
    assert fusionnee.au_titre_de.nom == "Saint-Bois"
    assert _relation("Haut Valromey", "Antsirabe")
    assert _relation("Arboys en Bugey", "Bakel"), "le nom d'avant la fusion ne dément pas le code qui lui a survécu"
    texte = rapport.en_texte().replace("\u00a0", " ")
    assert "« 01340 » est un code d'hier : aujourd'hui Arboys en Bugey (01015)" in texte
    assert "74010 est Annecy" in texte, "un nom qui dément le code se revoit toujours"
    assert "« 99999 » n'est le code d'aucune collectivité" in texte
    assert _relation("Grabels", "Recife"), "le nom supplée au code inconnu"


def test_deux_communes_homonymes_de_deux_departements_font_deux_relations(tmp_path):
    lignes = [("Saint-Aubin", dep, "Recife", "Brésil", "1998", "Jumelage", "") for dep in ("62", "91")]
    rapport = _importer(ecrire_csv(tmp_path / "h.csv", [ENTETE, *lignes]))
    assert (rapport.redites, rapport.bilan["relations_creees"]) == (0, 2)


def test_ce_qui_manque_refuse_la_ligne_et_ce_qui_est_hostile_aussi(tmp_path):
    lignes = [
        ("", *LIGNES[0][1:]),
        ("=cmd|'/c calc'!A1", "34", "Recife", "Brésil", "0000", "Jumelage", "javascript:alert(1)"),
        ("Grabels", "34", "Anti\u202esrever", "Madagascar", "1998", "Jumelage", ""),
        ("Grabels", "34", "Recife", "Narnia", "1998", "Jumelage", ""),
    ]
    rapport = _importer(ecrire_csv(tmp_path / "h.csv", [ENTETE, *lignes]))
    assert (rapport.etats["refusee"], rapport.etats["a_revoir"], rapport.etats["valide"]) == (2, 2, 0)
    texte = rapport.en_texte().replace("\u00a0", " ")
    for dit in (
        "colonne « Ville » : cellule vide",
        "jamais calculée",
        "valeur « 0000 » : ce n'est pas une date",
        "ce n'est pas une adresse web",
        "signes de commande invisibles",
        "pays non reconnu (« Narnia »)",
    ):
        assert dit in texte


def test_une_cellule_dit_plusieurs_natures_et_ce_qu_on_ne_sait_pas_lire_est_dit(tmp_path):
    ligne = (*LIGNES[0][:4], "1998 (selon Grabels)", "jumelage / coopération + quoi", "")
    rapport = _importer(ecrire_csv(tmp_path / "n.csv", [ENTETE, ligne, LIGNES[1]]))
    relation = _relation("Grabels", "Antsirabe")
    assert (relation.nature, relation.debut) == ("jumelage", "1998")
    parole = Affirmation.objects.vivantes().about("relation", relation.pk).get()
    assert parole.champs["autres_natures"] == ["cooperation_decentralisee"]
    assert "valeur « quoi » : inconnu" in rapport.en_texte().replace("\u00a0", " ")


def test_des_colonnes_qui_ont_change_refusent_le_fichier_et_une_correspondance_incomplete_aussi(fichier, tmp_path):
    correspondance = examiner(fichier).correspondance
    autre = ecrire_csv(tmp_path / "autre.csv", [("Ville", "Dépt"), ("Grabels", "34")])
    with pytest.raises(lots.FichierRefuse, match="ne sont pas celles"):
        preparer_depot(autre, correspondance, FICHE, par=PAR)
    with pytest.raises(CorrespondanceInvalide, match="Pays du partenaire"):
        preparer_depot(fichier, correspondance.changer("Pays", ""), FICHE, par=PAR)
    assert not LigneLot.objects.exists()


def test_une_constante_dit_pour_toutes_les_lignes(tmp_path):
    chemin = ecrire_csv(tmp_path / "c.csv", [("Ville", "Ville jumelée"), ("Grabels", "Antsirabe")])
    lue = replace(examiner(chemin).correspondance, constantes={"pays": "Madagascar", "nature": "jumelage"})
    rapport = preparer_depot(chemin, lue, FICHE, par=PAR)
    basculer(rapport.lot, par=PAR)
    assert _relation("Grabels", "Antsirabe").nature == "jumelage"


def test_l_avancement_se_suit_d_un_autre_processus(tmp_path, monkeypatch):
    monkeypatch.setattr(lots, "PAQUET", 2)
    chemin = ecrire_csv(tmp_path / "l.csv", [ENTETE, *LIGNES, NULLE_PART])
    vus: list[tuple[int, int]] = []
    preparer_depot(chemin, examiner(chemin).correspondance, FICHE, par=PAR,
                   avancer=lambda n: vus.append((n, Lot.objects.latest("pk").rapport["lues"])))  # fmt: skip
    assert [n for n, _ in vus] == [2, 4]
    assert all(n == range_ for n, range_ in vus)
