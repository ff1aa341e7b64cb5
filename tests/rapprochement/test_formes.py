"""Ce qu'un nom annonce de son niveau, et le nom nu qu'il porte."""

import pytest

from jumelles.rapprochement.formes import COMMUNE, DEPARTEMENT, EPCI, METROPOLE, REGION, SYNDICAT, lire_forme, noyaux


@pytest.mark.parametrize(
    ("nom", "niveaux", "derniere"),
    [
        ("Ville de Grabels", COMMUNE, "grabels"),
        ("Ville d'Orléans", COMMUNE, "orleans"),
        ("Mairie de Paris", COMMUNE, "paris"),
        ("Commune de Saint-Étienne", COMMUNE, "saint etienne"),
        ("CA de Cergy-Pontoise", frozenset({"ca"}), "cergy pontoise"),
        ("COMMUNAUTE D'AGGLOMERATION DE CERGY-PONTOISE", frozenset({"ca"}), "cergy pontoise"),
        ("Communauté d'Agglomération de La Rochelle", frozenset({"ca"}), "rochelle"),
        ("Communauté urbaine de dunkerque", frozenset({"cu", "metropole", "statut_particulier"}), "dunkerque"),
        ("Nantes métropole", METROPOLE, "nantes"),
        ("METROPOLE DE LYON", METROPOLE, "lyon"),
        ("Lorient Agglomération", EPCI, "lorient"),
        ("CG des Yvelines", DEPARTEMENT, "yvelines"),
        ("Conseil departemental Yvelines", DEPARTEMENT, "yvelines"),
        ("Conseil Départemental de la Vienne", DEPARTEMENT, "vienne"),
        ("Département de l’Isère", DEPARTEMENT, "isere"),
        ("CR de Picardie", REGION, "picardie"),
        ("Conseil régional Provence-Alpes-Côte d'Azur", REGION, "provence alpes cote d azur"),
        ("Région Ile de France", REGION, "ile de france"),
        ("Syndicat mixte de gestion de la grotte Chauvet", SYNDICAT, "syndicat mixte de gestion de la grotte chauvet"),
        ("SYCTOM -Agence métropolitaine", SYNDICAT, "syctom agence metropolitaine"),
        ("Grenoble", frozenset(), "grenoble"),
    ],
)
def test_un_nom_annonce_son_niveau(nom, niveaux, derniere):
    forme = lire_forme(nom)
    assert forme.niveaux == niveaux
    assert forme.cles[-1] == derniere


@pytest.mark.parametrize(
    ("nom", "cle"),
    [("Ville du Mans", "le mans"), ("Ville des Lilas", "les lilas"), ("Ville de La Rochelle", "la rochelle")],
)
def test_l_article_du_nom_n_est_pas_perdu(nom, cle):
    assert cle in lire_forme(nom).cles


def test_le_nom_entier_passe_avant_le_nom_nu():
    """« Ville-d'Avray » est une commune de ce nom, et non la ville d'un lieu nommé Avray."""
    assert lire_forme("Ville-d'Avray").cles[0] == "ville d avray"


def test_un_sigle_entre_parentheses_est_ote():
    assert lire_forme("CA Seine-Eure (CASE)").cles == ("ca seine eure", "seine eure")


def test_un_groupement_se_range_sous_ses_noms_nus():
    assert {"grand angouleme", "grandangouleme"} <= noyaux("CA du Grand Angoulême")
    assert "nantes" in noyaux("Nantes Métropole")


@pytest.mark.parametrize("nom", ["", "()", "…", "山梨", "CA", "Ville de"])
def test_un_nom_vide_ou_etranger_ne_fait_rien_tomber(nom):
    assert isinstance(lire_forme(nom).cles, tuple)
