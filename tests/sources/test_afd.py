"""L'AFD : le bénéficiaire est une collectivité, un syndicat sans code, ou ne l'est pas, et l'on dit pourquoi."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from jumelles.cooperations.models import Financement, LieuAction, Projet
from jumelles.cooperations.requetes import projet
from jumelles.provenance.models import Jugement, Releve
from jumelles.referentiel import thesaurus
from jumelles.sources import lots
from jumelles.sources.afd.depot import assembler, repete
from jumelles.sources.afd.lecture import lire
from jumelles.sources.afd.secteurs import _read_secteurs, themes_du_secteur
from jumelles.sources.problemes import FichierRefuse
from tests.sources.fabrique import concours, write_complet, write_extrait

PAR = "machine:essai"
EXTRAIT = Path(settings.DONNEES or ".") / "afd" / "afd_projets_collectivites_extrait.csv"


@pytest.mark.django_db
def test_plusieurs_concours_d_un_projet_font_un_projet_et_quatre_montants(tmp_path):
    """Montants additionnés à étape égale : 100 000 + 50 000 engagés, 25 000,50 + 0 versés."""
    second = {"Id. Concours": "XZZ000102", "Engagements bruts (euro)": "50000.0", "Versements (euro)": "0.0"}
    rapport = lots.importer("afd", write_extrait(tmp_path / "e.csv", [concours(), concours(**second)]), par=PAR)
    assert (rapport.etats["valide"], rapport.bilan["projets_crees"]) == (2, 1)
    projet = Projet.objects.get(titre="FICOL essai inventé")
    assert projet.dispositif == "FICOL"
    montants = Financement.objects.filter(projet=projet)
    assert sum(f.montant for f in montants if f.etape == "engage") == Decimal("150000.00")
    assert sum(f.montant for f in montants if f.etape == "verse") == Decimal("25000.50")
    assert {f.payeur.nature for f in montants} == {"bailleur"}
    assert {f.annee for f in montants if f.etape == "engage"} == {2020}


@pytest.mark.django_db
def test_le_point_du_siege_n_est_jamais_le_lieu_du_projet(tmp_path):
    lots.importer("afd", write_extrait(tmp_path / "e.csv", [concours(**{"Longitude ": "46769.0"})]), par=PAR)
    lieu = LieuAction.objects.get(projet__titre="FICOL essai inventé")
    assert (lieu.pays_id, lieu.precision, lieu.lat) == ("MG", "pays", None)
    messages = Releve.objects.get(cle="XZZ0001", courant=True).messages
    assert any("46769.0" in m for m in messages), "la coordonnée fausse est dite"


@pytest.mark.django_db
def test_le_lanceur_dit_pourquoi_peu_de_lignes_entrent(tmp_path):
    """« 42 lignes valides sur 2080 » inquiéterait : les autres ne sont pas de notre sujet."""
    ailleurs = concours(**{"Id. Concours": "XZZ000103", "Libellé bénéficiaire primaire": "MUNICIPALITE DE BOGOTA"})
    dits: list[str] = []
    fichier = write_extrait(tmp_path / "e.csv", [concours(), ailleurs])
    rapport = lots.importer("afd", fichier, par=PAR, dire=dits.append)
    assert rapport.etats["hors_champ"] == 1
    assert dits[-1].endswith("lignes valides sur 2 ; 1 ne concernent pas une collectivité française, basculé.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("beneficiaire", "etat", "dit"),
    [
        ("Conseil departemental Yvelines", "valide", "Yvelines"),
        ("METROPOLE DE LYON", "valide", "Métropole de Lyon"),
        ("NOUVELLE CALEDONIE", "valide", "Nouvelle-Calédonie"),
        ("Syndicat intercommunal inventé", "valide", "créé sans code"),
        ("GRAND EST SOLIDARITES COOPERATIONS DEVELOPPEMENT", "hors_champ", "association"),
        ("ESSOR", "hors_champ", "n'est pas une collectivité"),
        ("MUNICIPALITE DE BOGOTA", "hors_champ", "n'est pas une collectivité"),
        ("Conseil régional de Zubrowka", "a_revoir", "non rattachée"),
    ],
)
def test_chaque_beneficiaire_a_une_issue_et_une_raison(tmp_path, beneficiaire, etat, dit):
    ligne = concours(**{"Libellé bénéficiaire primaire": beneficiaire})
    rapport = lots.importer("afd", write_extrait(tmp_path / "e.csv", [ligne]), par=PAR)
    assert rapport.etats[etat] == rapport.lues == 1
    assert dit in " ".join(rapport.details[0].messages)


@pytest.mark.django_db
def test_une_association_recoit_le_jugement_n_est_pas_une_collectivite(tmp_path):
    ligne = concours(**{"Libellé bénéficiaire primaire": "GRAND EST SOLIDARITES COOPERATIONS DEVELOPPEMENT"})
    lots.importer("afd", write_extrait(tmp_path / "e.csv", [ligne]), par=PAR)
    jugement = Jugement.objects.vivants().get(gauche__startswith="afd:GRAND EST SOLIDARITES")
    assert jugement.verdict == "hors_champ"


@pytest.mark.django_db
def test_l_extrait_n_apprend_rien_apres_le_fichier_complet(tmp_path):
    lignes = [concours()]
    lots.importer("afd", write_complet(tmp_path / "complet.csv", lignes), par=PAR)
    rapport = lots.importer("afd", write_extrait(tmp_path / "extrait.csv", lignes), par=PAR)
    assert rapport.redites_d_un_releve == 1
    releve = Releve.objects.get(cle="XZZ0001", courant=True)
    assert "Date mise à jour données projet" in releve.brut["concours"]["XZZ000101"]


def test_le_fichier_complet_se_lit_par_position(tmp_path):
    (ligne,) = lire(write_complet(tmp_path / "c.csv", [concours()]), date(2026, 11, 21))
    assert ligne.valeur.engagement == Decimal("100000.00")
    assert ligne.valeur.mise_a_jour == "2024-04-02"


def test_une_colonne_deplacee_refuse_le_fichier_complet(tmp_path):
    chemin = write_complet(tmp_path / "c.csv", [concours()])
    texte = chemin.read_bytes().decode("utf-8")
    chemin.write_bytes(texte.replace("Région;Latitude", "Latitude;Région", 1).encode())
    with pytest.raises(FichierRefuse, match="la colonne 18 est"):
        list(lire(chemin, date(2026, 11, 21)))


@pytest.mark.parametrize(
    ("colonne", "valeur"),
    [("Date d'octroi", "2031-01-01"), ("Versements (euro)", "-5"), ("Id. Projet", ""), ("Pays de réalisation", "")],
)
def test_une_valeur_impossible_refuse_sa_ligne(tmp_path, colonne, valeur):
    (ligne,) = lire(write_extrait(tmp_path / "e.csv", [concours(**{colonne: valeur})]), date(2026, 11, 21))
    assert ligne.is_refusee
    assert ligne.problemes[0].colonne == colonne


@pytest.mark.parametrize(
    ("connu", "nouveau", "attendu"),
    [
        ({"concours": {"A": {"x": "1", "y": "2"}}}, {"concours": {"A": {"x": "1"}}}, True),
        ({"concours": {"A": {"x": "1"}}}, {"concours": {"A": {"x": "1"}}}, False),
        ({"concours": {"A": {"x": "1"}}}, {"concours": {"A": {"x": "2"}}}, False),
        ({"concours": {"A": {"x": "1"}}}, {"concours": {"A": {"x": "1"}, "B": {}}}, False),
    ],
)
def test_un_releve_plus_court_redit_un_releve_plus_complet(connu, nouveau, attendu):
    """Égal n'est pas « redit » : l'égal passe par le cœur, qui le laisse inchangé."""
    assert repete(connu, nouveau) is attendu


def test_assembler_rien_ne_rend_rien():
    assert assembler([]) == []


@pytest.mark.donnees
@pytest.mark.django_db
def test_les_46_lignes_de_l_extrait_ont_toutes_une_issue_et_une_raison():
    rapport = lots.importer("afd", EXTRAIT, par=PAR, rejouer=True)
    assert rapport.lues == 46
    assert rapport.etats["a_revoir"] == rapport.etats["refusee"] == 0
    assert rapport.etats["valide"] + rapport.etats["hors_champ"] == 46
    assert len(rapport.details) == 46
    assert all(detail.messages for detail in rapport.details)
    hors = [d for d in rapport.details if d.etat == "hors_champ"]
    assert all("n'est pas une collectivité" in d.messages[-1] for d in hors)
    sans_code = [d for d in rapport.details if "créé sans code" in " ".join(d.messages)]
    assert len(sans_code) == 4, "SYCTOM, Eau du Bassin Rennais, grotte Chauvet, Fontoy"


@pytest.mark.django_db
def test_le_theme_deduit_du_secteur_ne_passe_pas_pour_une_parole_de_l_afd(tmp_path):
    """C0.3 : la source a dit un secteur ; le thème est une correspondance de la maison, à vérifier."""
    secteur = {"Libellé secteur économique  (CAD-5)": "ALIMENTATION EN EAU - DISPOSITIFS DE BASE"}
    lots.importer("afd", write_extrait(tmp_path / "e.csv", [concours(**secteur)]), par=PAR)
    pk = Projet.objects.get(titre="FICOL essai inventé").pk
    fiche = projet(pk, jour=date(2026, 11, 22))
    assert fiche is not None and fiche.bref.themes == ("eau",)
    dits = {libelle: valeur for _, libelle, valeur in fiche.paroles[0].champs}
    assert dits["Secteur"] == "ALIMENTATION EN EAU - DISPOSITIFS DE BASE"
    assert "Thèmes" not in dits
    assert dits["Thèmes déduits du secteur (correspondance à vérifier)"] == "Eau et assainissement"


def test_un_secteur_inconnu_ne_donne_aucun_theme():
    assert themes_du_secteur("SECTEUR NON SPECIFIE") == ()
    assert themes_du_secteur("") == ()
    assert {t for s in _read_secteurs() for t in themes_du_secteur(s)} <= {t.code for t in thesaurus.themes()}
