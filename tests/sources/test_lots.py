"""Un import est tout entier, ou rien ; il se rejoue, s'essaie à blanc, et ne perd aucune ligne."""

from dataclasses import replace
from datetime import date

import pytest

from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations import corriger_relation
from jumelles.provenance.models import Affirmation, Journal, Jugement, LigneLot, Lot, Releve, Source
from jumelles.provenance.operations import prononcer
from jumelles.sources import catalogue, lots
from jumelles.sources.fiche import Bornes
from jumelles.sources.problemes import FichierRefuse
from tests.sources.fabrique import ANTSIRABE, DUNKIRK, GRABELS, ILLISIBLE, RECIFE, write_export, write_jumelages

pytestmark = pytest.mark.django_db
WIKIDATA = "wikidata_jumelages"
PAR = "machine:essai"
JOUR = date(2026, 11, 21)
TABLES = (Source, Lot, LigneLot, Releve, Affirmation, Jugement, Journal, Relation)


def _compter() -> dict[str, int]:
    return {modele.__name__: modele.objects.count() for modele in TABLES}


def _relation(*noms: str) -> Relation:
    relations = Relation.objects.publiees()
    for nom in noms:
        relations = relations.filter(participations__acteur__nom=nom)
    return relations.get()


@pytest.fixture
def fichier(tmp_path):
    return write_jumelages(tmp_path / "essai.tsv", [(GRABELS, ANTSIRABE), (DUNKIRK, RECIFE), (ILLISIBLE, RECIFE)])


def test_un_import_relie_cite_et_garde_ce_qu_il_ne_sait_pas_relier(fichier):
    rapport = lots.importer(WIKIDATA, fichier, par=PAR)
    assert (rapport.lues, rapport.etats["valide"], rapport.etats["a_revoir"]) == (3, 2, 1)
    assert rapport.bilan["relations_creees"] == 2
    parole = Affirmation.objects.vivantes().about("relation", _relation("Dunkerque", "Recife").pk).get()
    assert (parole.source.code, parole.date_information) == (WIKIDATA, "2017-07")
    assert parole.releve.brut["origincityLabel"] == "Dunkirk", "le brut reste celui de la source"
    garde = Releve.objects.get(cle__contains="Nulle-Part-en-France", courant=True)
    assert garde.etat == "a_revoir"
    assert "aucun nom semblable" in garde.messages[0]
    assert not LigneLot.objects.exists(), "l'attente est vidée à la bascule"


def test_le_jugement_de_la_machine_est_ecrit_avec_ses_raisons(fichier):
    lots.importer(WIKIDATA, fichier, par=PAR)
    jugement = Jugement.objects.vivants().get(gauche="wikidata_jumelages:Dunkirk@51.04,2.38")
    assert (jugement.droite, jugement.verdict) == ("collectivite:59183", "identiques")
    assert jugement.raisons[0] == "autre nom de « Dunkerque »"
    assert jugement.auteur == "machine:choix-1"


def test_le_meme_fichier_ne_change_rien(fichier):
    lots.importer(WIKIDATA, fichier, par=PAR)
    avant = _compter()
    rapport = lots.importer(WIKIDATA, fichier, par=PAR)
    assert rapport.deja_fait
    assert "déjà importé" in rapport.en_texte()
    assert _compter() == avant


def test_rejouer_le_meme_fichier_n_ecrit_rien_de_neuf(fichier):
    lots.importer(WIKIDATA, fichier, par=PAR)
    avant = _compter()
    rapport = lots.importer(WIKIDATA, fichier, par=PAR, rejouer=True)
    assert rapport.bilan["relations_creees"] == 0
    assert rapport.bilan["inchanges"] == 2
    assert _compter() == {**avant, "Lot": avant["Lot"] + 1, "Journal": avant["Journal"] + 1}
    assert Journal.objects.latest("pk").verbe == "basculer_lot"


def test_les_deux_sens_d_une_paire_n_en_font_qu_une(tmp_path):
    chemin = write_jumelages(tmp_path / "sens.tsv", [(GRABELS, ANTSIRABE), (ANTSIRABE, GRABELS)])
    rapport = lots.importer(WIKIDATA, chemin, par=PAR)
    assert (rapport.redites, rapport.bilan["relations_creees"]) == (1, 1)
    retour = write_jumelages(tmp_path / "retour.tsv", [(ANTSIRABE, GRABELS)])
    suite = lots.importer(WIKIDATA, retour, par=PAR)
    assert suite.redites_d_un_releve == 1
    assert suite.bilan["relations_creees"] == 0
    assert Affirmation.objects.vivantes().about("relation", _relation("Grabels", "Antsirabe").pk).count() == 1


def test_un_jumelage_entre_francaises_est_garde_et_hors_des_comptes_internationaux(tmp_path):
    chemin = write_jumelages(tmp_path / "interieur.tsv", [(GRABELS, DUNKIRK)])
    rapport = lots.importer(WIKIDATA, chemin, par=PAR)
    assert rapport.bilan["paires"] == 0
    assert _relation("Grabels", "Dunkerque").interieure


def test_un_lien_entre_deux_villes_etrangeres_est_hors_du_champ(tmp_path):
    chemin = write_jumelages(tmp_path / "ailleurs.tsv", [(ANTSIRABE, RECIFE)])
    rapport = lots.importer(WIKIDATA, chemin, par=PAR)
    assert rapport.hors_champ == {"aucune des deux villes n'est en France": 1}
    assert Releve.objects.filter(lot=rapport.lot, etat="hors_champ").count() == 1


def test_un_essai_a_blanc_dit_tout_et_n_ecrit_rien(fichier):
    avant = _compter()
    rapport = lots.importer(WIKIDATA, fichier, par=PAR, a_blanc=True)
    assert rapport.bilan["relations_creees"] == 2
    assert "serait écrit" in rapport.en_texte()
    assert _compter() == avant


def test_un_lot_prepare_ne_se_voit_pas_et_le_suivant_l_abandonne(fichier):
    avant = Relation.objects.count()
    prepare = lots.preparer(WIKIDATA, fichier, par=PAR)
    assert Relation.objects.count() == avant
    assert LigneLot.objects.filter(lot=prepare.lot).count() == 3
    lots.importer(WIKIDATA, fichier, par=PAR)
    assert Lot.objects.get(pk=prepare.lot).etat == "abandonne"
    assert not LigneLot.objects.exists()
    with pytest.raises(lots.LotPerime):
        lots.basculer(prepare.lot, par=PAR)


def test_une_bascule_qui_echoue_ne_laisse_rien(fichier, monkeypatch):
    prepare = lots.preparer(WIKIDATA, fichier, par=PAR)
    avant = _compter()
    monkeypatch.setattr(lots, "enregistrer_jugements", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lots.basculer(prepare.lot, par=PAR)
    assert _compter() == avant
    assert Lot.objects.get(pk=prepare.lot).etat == "prepare"


def test_un_fichier_refuse_en_cours_de_lecture_ne_laisse_rien(fichier):
    fichier.write_bytes(fichier.read_bytes() + b"\xff")
    avant = Releve.objects.count()
    with pytest.raises(FichierRefuse, match="0xff"):
        lots.importer(WIKIDATA, fichier, par=PAR)
    assert (Releve.objects.count(), LigneLot.objects.count()) == (avant, 0)
    assert Lot.objects.latest("pk").etat == "abandonne"


def test_une_ligne_refusee_n_empeche_pas_les_autres(tmp_path):
    hors = ("Dunkirk", "France", "95", "2.3775", "88000")
    chemin = write_jumelages(tmp_path / "melange.tsv", [(GRABELS, ANTSIRABE), (hors, RECIFE)])
    rapport = lots.importer(WIKIDATA, chemin, par=PAR, a_blanc=True)
    (probleme,) = rapport.problemes
    assert (probleme.ligne, probleme.colonne, probleme.valeur) == (3, "originlat", "95")
    assert rapport.etats == {"valide": 1, "refusee": 1}
    lots.importer(WIKIDATA, chemin, par=PAR)
    refusee = Releve.objects.get(etat="refusee", lot__fichier="melange.tsv")
    assert refusee.brut["originlat"] == "95"
    assert "hors de -90 à 90" in refusee.messages[0]


def test_un_identifiant_redit_autrement_est_refuse_avec_les_deux_lignes(tmp_path):
    table = catalogue.TABLE_DU_DEPOT.read_text(encoding="utf-8").splitlines()
    chemin = tmp_path / "double.csv"
    chemin.write_text("\n".join((table[0], table[1], table[1].replace("1950", "1951"), table[1])), encoding="utf-8")
    rapport = lots.importer("partenariats_releves", chemin, par=PAR, a_blanc=True)
    assert rapport.redites == 1, "la répétition exacte se fond"
    (probleme,) = rapport.problemes
    assert (probleme.ligne, probleme.valeur) == (3, "pr-0001")
    assert "déjà lu ligne 2" in probleme.raison


def test_ce_qui_disparait_d_un_fichier_est_dit_et_n_est_pas_efface(fichier, tmp_path):
    lots.importer(WIKIDATA, fichier, par=PAR)
    suivant = write_jumelages(tmp_path / "suivant.tsv", [(DUNKIRK, RECIFE)])
    rapport = lots.importer(WIKIDATA, suivant, par=PAR)
    assert "Antsirabe (Madagascar) ↔ Grabels (France)" in rapport.disparus
    assert _relation("Grabels", "Antsirabe").supprimee_le is None


def test_le_jugement_d_une_personne_l_emporte_et_reste(fichier):
    """C'est Dunes (82050) que la personne veut, et non Dunkerque ; la machine ne la contredit pas."""
    gauche = "wikidata_jumelages:Dunkirk@51.04,2.38"
    relu = prononcer(
        gauche=gauche, droite="collectivite:82050", verdict="identiques", raisons=["relu"], par="personne:1"
    )
    lots.importer(WIKIDATA, fichier, par=PAR)
    assert _relation("Dunes", "Recife").pk
    assert not Jugement.objects.filter(gauche=gauche, pk__gt=relu.pk).exists(), "la machine n'a rien à redire"
    relu.refresh_from_db()
    assert relu.annule_le is None


def test_un_jugement_vers_une_collectivite_absente_refuse_le_lot_et_n_ecrit_rien(fichier):
    prononcer(
        gauche="wikidata_jumelages:Dunkirk@51.04,2.38", droite="collectivite:99999", verdict="identiques",
        par="personne:1",
    )  # fmt: skip
    avant = Relation.objects.count()
    with pytest.raises(FichierRefuse, match="99999"):
        lots.importer(WIKIDATA, fichier, par=PAR)
    assert Relation.objects.count() == avant


def test_une_correction_humaine_reste_et_l_ecart_est_dit(tmp_path):
    """C0.3, point 6 du ticket : un fichier plus récent n'efface pas une correction relue."""
    modele = (
        "http://www.wikidata.org/entity/Q{a},Grabels,Point(3.8011 43.6486),http://www.wikidata.org/entity/Q{b},"
        "Antsirabe,Point(47.0333 -19.8659),Madagascar,MG,{debut},11"
    )
    premier = write_export(tmp_path / "un.csv", [modele.format(a=1, b=2, debut="1998-05-12T00:00:00Z")])
    lots.importer(WIKIDATA, premier, par=PAR)
    relation = _relation("Grabels", "Antsirabe")
    assert relation.debut == "1998-05-12"
    corriger_relation(relation_id=relation.pk, champs={"debut": "1999"}, jour=JOUR, par="personne:1")
    second = write_export(tmp_path / "deux.csv", [modele.format(a=1, b=2, debut="2001-01-02T00:00:00Z")])
    rapport = lots.importer(WIKIDATA, second, par=PAR)
    relation.refresh_from_db()
    assert relation.debut == "1999"
    (ecart,) = rapport.differences
    assert (ecart["champ"], ecart["valeur_relue"], ecart["valeur_nouvelle"]) == ("debut", "1999", "2001-01-02")
    assert "Écarts avec une correction relue" in rapport.en_texte()


def test_un_fichier_qui_deborde_des_bornes_de_sa_fiche_s_arrete(fichier, monkeypatch):
    source = catalogue.find(WIKIDATA)
    etroite = replace(source, dite=replace(source.fiche, bornes={"lignes": Bornes(1, 2)}))
    monkeypatch.setattr(catalogue, "find", lambda _: etroite)
    with pytest.raises(FichierRefuse, match="3 enregistrements lus, on en attend entre 1 et 2"):
        lots.importer(WIKIDATA, fichier, par=PAR)
    assert not LigneLot.objects.exists()


def test_la_source_auto_se_reconnait_et_une_inconnue_se_dit(fichier, tmp_path):
    assert lots.importer("auto", fichier, par=PAR, a_blanc=True).source == WIKIDATA
    inconnu = tmp_path / "autre.csv"
    inconnu.write_text("x,y\n1,2\n")
    with pytest.raises(catalogue.SourceInconnue, match="aucune source connue"):
        lots.importer("auto", inconnu, par=PAR)
    with pytest.raises(catalogue.SourceInconnue, match="source inconnue"):
        lots.importer("insee", fichier, par=PAR)


def test_un_dossier_importe_ce_qu_il_reconnait_et_dit_ce_qu_il_refuse(fichier, tmp_path):
    (tmp_path / "note.txt").write_text("rien à voir")
    abime = tmp_path / "abime.tsv"
    abime.write_bytes(fichier.read_bytes() + b"\xe9\n")
    dits: list[str] = []
    catalogue.importer_dossier(tmp_path, par=PAR, dire=dits.append)
    assert any("abime.tsv" in d and "0xe9" in d for d in dits)
    assert _relation("Dunkerque", "Recife").pk
    assert not any("note.txt" in d for d in dits)


def test_le_rapport_se_range_et_se_relit(fichier):
    rapport = lots.importer(WIKIDATA, fichier, par=PAR)
    range_ = Lot.objects.get(pk=rapport.lot).rapport
    assert lots.Rapport.depuis_json(range_) == rapport


def test_deux_imports_en_meme_temps_le_devance_ne_laisse_aucune_ligne(fichier, monkeypatch):
    """Le second abandonne le lot du premier pendant que celui-ci y range encore des lignes."""
    vrai = lots.LigneLot.objects.bulk_create

    def doubler(lignes):
        monkeypatch.undo()
        lots.Lot.objects.filter(etat=lots.EtatLot.PREPARE).update(etat=lots.EtatLot.ABANDONNE)
        return vrai(lignes)

    monkeypatch.setattr(lots.LigneLot.objects, "bulk_create", doubler)
    avant = _compter()
    with pytest.raises(lots.LotPerime):
        lots.importer(WIKIDATA, fichier, par=PAR)
    assert lots.LigneLot.objects.count() == 0
    apres = _compter()
    assert {n for n in apres if apres[n] != avant[n]} <= {"Source", "Journal", "Lot"}, "le lot reste nommé, mais vide"
