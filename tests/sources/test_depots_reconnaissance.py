"""Reconnaître ce que dit chaque colonne, par son nom en quatre langues puis par ses valeurs (énoncé B14)."""

import json

import pytest

from jumelles.sources.depots import Choix, Correspondance, CorrespondanceInvalide, examiner, manques
from jumelles.sources.depots.dates import lire_date
from jumelles.sources.depots.lexique import lire_mot, lire_odd
from jumelles.sources.depots.nombres import lire_nombre
from jumelles.sources.depots.profils import appliquer_profil
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv

CHAMPS = ("collectivite", "departement", "partenaire", "pays", "debut", "nature", "adresse")


@pytest.mark.django_db
def test_une_liste_de_jumelages_se_reconnait_seule(tmp_path):
    examen = examiner(ecrire_csv(tmp_path / "liste.csv", [ENTETE, *LIGNES]), "liste du réseau.csv")
    assert tuple(c.champ for c in examen.correspondance.colonnes) == CHAMPS
    assert (examen.fichier, examen.lignes, examen.correspondance.objet) == ("liste du réseau.csv", 3, "relations")
    assert manques(examen.correspondance) == ()
    nature = examen.correspondance.colonnes[5]
    assert "des natures de lien" in nature.raison, "« Type » : ses valeurs tranchent"
    assert "niveau" in nature.autres


@pytest.mark.django_db
@pytest.mark.parametrize(
    "entete",
    [
        ("French city", "Twin town", "Country", "Since"),
        ("Stadt", "Partnerstadt", "Land", "Seit"),
        ("Municipio francés", "Ciudad hermanada", "País", "Desde"),
        ("VILLE FRANCAISE", "jumelee_avec", "Pays (partenaire)", "Année de jumelage"),
        ("origine", "destination", "état souverain", "quand"),
    ],
)
def test_quatre_langues_ou_les_seules_valeurs(tmp_path, entete):
    lignes = [("Grabels", "Antsirabe", "Madagascar", "1998"), ("Dunkerque", "Recife", "Brésil", "2001")]
    examen = examiner(ecrire_csv(tmp_path / "liste.csv", [entete, *lignes]))
    assert tuple(c.champ for c in examen.correspondance.colonnes) == ("collectivite", "partenaire", "pays", "debut")


@pytest.mark.django_db
def test_une_colonne_ambigue_est_laissee_a_la_personne(tmp_path):
    chemin = ecrire_csv(
        tmp_path / "p.csv", [("Titre du projet", "Porteur", "Statut", "Quoi"), ("T", "Grabels", "", "z")]
    )
    examen = examiner(chemin)
    assert examen.correspondance.objet == "projets"
    quoi = examen.correspondance.colonnes[3]
    assert (quoi.champ, quoi.certitude) == ("", "incertaine")
    assert quoi.raison


@pytest.mark.django_db
def test_la_correspondance_se_change_se_garde_et_se_retrouve(tmp_path):
    examen = examiner(ecrire_csv(tmp_path / "2024.csv", [ENTETE, *LIGNES]))
    changee = examen.correspondance.changer("Site", "note")
    assert changee.colonnes[6].certitude == "choisie"
    gardee = Correspondance.depuis_json(json.loads(json.dumps(changee.en_json())))
    assert gardee == changee
    suivant = [tuple(reversed(ENTETE)), *(tuple(reversed(x)) for x in LIGNES)]
    repris = examiner(ecrire_csv(tmp_path / "2025.csv", suivant), connues=[gardee])
    assert repris.retrouvee
    assert {c.colonne: c.champ for c in repris.correspondance.colonnes} == {
        c.colonne: c.champ for c in changee.colonnes
    }
    assert repris.correspondance.colonnes[0].colonne == "Site", "dans l'ordre du nouveau fichier"


@pytest.mark.parametrize("lu", [{}, {"objet": "autre", "colonnes": []}, {"objet": "relations", "colonnes": [{"x": 1}]}])
def test_une_correspondance_abimee_est_refusee(lu):
    with pytest.raises(CorrespondanceInvalide):
        Correspondance.depuis_json(lu)


def test_ce_qui_manque_se_dit_et_une_constante_y_supplee():
    nue = Correspondance("relations", (Choix("a", "collectivite"), Choix("b", "partenaire"), Choix("c", "debut"),
                                       Choix("d", "debut")))  # fmt: skip
    phrases = manques(nue)
    assert any("Pays du partenaire" in p for p in phrases)
    assert any("deux colonnes disent « Début »" in p for p in phrases)
    dite = Correspondance("relations", nue.colonnes[:3], constantes={"pays": "Mali"})
    assert manques(dite) == ()


def test_un_format_suppose_le_dit():
    proposee = Correspondance("relations", (Choix("Thématique"), Choix("Pays"), Choix("Autre chose", "note")))
    atlas = appliquer_profil(proposee, "atlas")
    assert atlas.suppose
    assert [c.champ for c in atlas.colonnes] == ["themes", "pays", "note"]
    assert "format supposé" in atlas.colonnes[0].raison


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("1998", "1998"), ("1998.0", "1998"), ("1998-05", "1998-05"), ("12/05/1998", "1998-05-12"),
        ("05/1998", "1998-05"), ("12 mai 1998", "1998-05-12"), ("1er août 2001", "2001-08-01"),
        ("Februar 1973", "1973-02"), ("1998-05-12T00:00:00", "1998-05-12"), ("0000", ""), ("0000-00-00", ""),
        ("vers 1998", ""), ("1998-1999", ""), ("03/25/1998", ""), ("31/02/1998", ""), ("98", ""), ("", ""),
    ],
)  # fmt: skip
def test_une_date_ne_se_devine_pas(texte, lu):
    assert lire_date(texte) == lu


@pytest.mark.parametrize(
    ("texte", "lu"),
    [("12 000,50 €", "12000.50"), ("1.234.567,8", "1234567.8"), ("1,234,567", "1234567"), ("1,234.5", "1234.5"),
     ("48,85", "48.85"), ("-3", "-3"), ("12a", None), ("", None), ("1e5", None)],
)  # fmt: skip
def test_un_nombre_se_lit_comme_les_gens_l_ecrivent(texte, lu):
    lue = lire_nombre(texte)
    assert (None if lue is None else str(lue)) == lu


def test_les_mots_du_metier_se_reconnaissent():
    assert lire_mot("nature", "Jumelage (1998)") == "jumelage"
    assert lire_mot("nature", "Städtepartnerschaft") == "jumelage"
    assert lire_mot("nature", "n'importe quoi") == ""
    assert [lire_odd(x) for x in ("6", "ODD 6", "6.1", "13 - Climat", "18", "0", "six")] == [
        "6",
        "6",
        "6",
        "13",
        "",
        "",
        "",
    ]
