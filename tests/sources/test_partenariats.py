"""Les partenariats relevés : deux formats, les mêmes lignes ; les mots d'origine ne se perdent pas."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from jumelles.cooperations.enums import NatureRelation
from jumelles.provenance.models import Affirmation, Releve, Source
from jumelles.sources import catalogue, lots
from jumelles.sources.fiche import read_fiche
from jumelles.sources.partenariats_releves.colonnes import TABLE, identifier, rendre_dite
from jumelles.sources.partenariats_releves.fabrique import NonRelu, Relecture, ecrire
from jumelles.sources.partenariats_releves.lecture import TABLE_DU_DEPOT, lire

JOUR = date(2026, 11, 21)
CODE = "partenariats_releves"
ORIGINE = Path(settings.DONNEES or ".") / "jumelages" / "partenariats_sources.csv"
NATURES_DE_SOURCE = {
    "site de la collectivité",
    "ministère ou État",
    "réseau ou association",
    "presse",
    "document universitaire",
    "partage de documents",
    "autre",
}


@pytest.fixture(scope="module")
def table():
    with TABLE_DU_DEPOT.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


def _ligne(table, collectivite, partenaire, nature=""):
    (trouvee,) = [
        x
        for x in table
        if (x["collectivite"], x["partenaire"]) == (collectivite, partenaire) and nature in x["nature_dite"]
    ]
    return trouvee


def test_chaque_ligne_du_depot_se_lit_sans_reserve(table):
    lignes = list(lire(TABLE_DU_DEPOT, JOUR))
    assert len(lignes) == len(table) == 285
    assert not [p.en_texte() for ligne in lignes for p in ligne.problemes]
    assert len({identifier(rendre_dite(x)) for x in table}) == 285


def test_chaque_ligne_dit_sa_source_sa_date_et_sa_nature(table):
    """C0.3 : source et date sur chaque fait."""
    assert {x["nature_source"] for x in table} <= NATURES_DE_SOURCE
    assert all(x["editeur"] and x["releve_le"] == "2026-11-21" for x in table)
    assert all(x["nature"] in NatureRelation.values for x in table if x["objet"] == "relation")
    sans_page = [x for x in table if not x["adresse"]]
    assert {x["fiabilite"] for x in sans_page} == {"connaissance"}
    assert len(sans_page) == 8
    assert not [x["adresse"] for x in table if "…" in x["adresse"]]


@pytest.mark.parametrize(
    ("collectivite", "partenaire", "attendu"),
    [
        (
            "Marseille",
            "Hambourg",
            {"debut": "1958-07-11", "note": "11 juillet 1958 selon la ville de Hambourg. Économie, port, culture."},
        ),
        ("Bordeaux", "Casablanca", {"debut": "1988-11-03"}),
        ("Dijon", "Volgograd", {"etat": "suspendu", "etat_depuis": "2022-02", "date_information": "2022-02"}),
        ("Angoulême", "Ségou", {"debut": "1984", "premiere_convention": "2010"}),
        ("Grenoble", "Beit Jala", {"debut": "", "premiere_convention": "1996"}),
        ("Nantes", "Rufisque", {"debut": "", "annee_dite": "c. 1992"}),
        ("Albi", "Abomey", {"debut": "", "en_vigueur_dit": "2013/2014", "date_information": "2014", "etat": ""}),
        ("Chinon (+ Étaules)", "Tenkodogo", {"debut": "2006", "premiere_convention": "2009", "fin": "2015-09-15"}),
        ("Le Mans", "Paderborn", {"fiabilite": "connaissance", "adresse": ""}),
        ("Castres", "District de Huye", {"objet": "projet", "debut": "", "partenaire_niveau": "province"}),
    ],
)
def test_une_date_approchee_n_est_jamais_donnee_pour_exacte(table, collectivite, partenaire, attendu):
    ligne = _ligne(table, collectivite, partenaire)
    assert {nom: ligne[nom] for nom in attendu} == attendu


@pytest.mark.parametrize(
    ("collectivite", "lues"),
    [
        ("Lyon (ville, + Métropole 2004)", "Lyon | Métropole de Lyon"),
        (
            "Régions Basse-Normandie, Haute-Normandie, Rhône-Alpes",
            "Région Basse-Normandie | Région Haute-Normandie | Région Rhône-Alpes",
        ),
    ],
)
def test_plusieurs_parties_se_lisent_plusieurs(table, collectivite, lues):
    (ligne,) = [x for x in table if x["collectivite"] == collectivite]
    assert ligne["collectivites_lues"] == lues


def test_aucun_texte_montre_n_est_en_anglais(table):
    mots = ("renewed", "in force", "signed", "before", "closed", "source disagree", "unverified", "since", "merged")
    assert not [x["id"] for x in table for mot in mots if mot in x["note"].casefold()]


def test_une_valeur_que_personne_n_a_relue_arrete_la_fabrique(tmp_path):
    entete = "collectivite,niveau,partenaire,pays,nature,annee,note,source,fiabilite\n"
    chemin = tmp_path / "neuve.csv"
    chemin.write_text(entete + "Dijon,commune,York,Royaume-Uni,jumelage,naguère,,https://www.dijon.fr/x,source\n")
    with pytest.raises(NonRelu, match="naguère"):
        ecrire(chemin, tmp_path / "sortie.csv")
    assert Relecture().read_annee("1998") == {"debut": "1998"}


def test_une_ligne_d_origine_inconnue_attend_d_etre_relue(tmp_path):
    chemin = tmp_path / "neuve.csv"
    chemin.write_text(
        "collectivite,niveau,partenaire,pays,nature,annee,note,source,fiabilite\n"
        "Grabels,commune,Antsirabe,Madagascar,jumelage,1999,,https://exemple.invalid/,source\n",
        encoding="utf-8",
    )
    (ligne,) = lire(chemin, JOUR)
    assert "absente de la table relue" in ligne.valeur.a_relire


@pytest.mark.parametrize(
    ("colonne", "valeur"),
    [
        ("pays_iso2", "France"),
        ("nature", "mariage"),
        ("debut", "2099"),
        ("niveau", "hameau"),
        ("fiabilite", "sûr"),
        ("releve_le", "2026"),
        ("releve_le", "2026-11"),
        ("adresse", "javascript:alert(1)"),
        ("autre_adresse", "javascript:alert(1)"),
    ],
)
def test_une_valeur_hors_des_listes_refuse_sa_ligne(tmp_path, table, colonne, valeur):
    chemin = tmp_path / "faux.csv"
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.DictWriter(fichier, TABLE)
        sortie.writeheader()
        sortie.writerow({**table[0], colonne: valeur})
    (ligne,) = lire(chemin, JOUR)
    assert ligne.is_refusee
    assert {p.colonne for p in ligne.problemes} == {colonne}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("colonne", "valeur", "dit"), [("pays_iso2", "ZZ", "aucun pays"), ("partenaires_lus", "|", "pas nommée")]
)
def test_une_ligne_qu_on_ne_peut_pas_relier_attend_au_lieu_de_tout_arreter(tmp_path, table, colonne, valeur, dit):
    chemin = tmp_path / "faux.csv"
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.DictWriter(fichier, TABLE)
        sortie.writeheader()
        sortie.writerow({**table[0], "id": "pr-9999", colonne: valeur})
    rapport = lots.importer(CODE, chemin, par="machine:essai")
    assert rapport.etats["a_revoir"] == 1
    assert dit in rapport.details[0].messages[-1]


@pytest.mark.django_db
def test_les_faits_du_depot_entrent_et_deux_sources_contraires_restent_cote_a_cote():
    """Strasbourg–Fès : 1999 selon la ville, 1998 selon Fès."""
    rapport = lots.importer(CODE, TABLE_DU_DEPOT, par="machine:essai", rejouer=True)
    assert rapport.lues == 285
    assert rapport.etats["valide"] >= 280
    assert rapport.etats["refusee"] == rapport.etats["hors_champ"] == 0
    source = Source.objects.get(code=CODE)
    releves = Releve.objects.filter(
        source=source, courant=True, brut__partenaire="Fès", brut__collectivite="Strasbourg"
    )
    paroles = Affirmation.objects.vivantes().filter(releve__in=releves, objet_type="relation")
    assert len({p.objet_id for p in paroles}) == 1
    assert sorted(p.champs["debut"] for p in paroles) == ["1998", "1999"]


@pytest.mark.django_db
def test_une_region_d_hier_est_portee_par_celle_d_aujourd_hui_et_on_le_dit():
    lots.importer(CODE, TABLE_DU_DEPOT, par="machine:essai", rejouer=True)
    releve = Releve.objects.get(
        source__code=CODE, courant=True, brut__collectivite="CR de Picardie", brut__partenaire__startswith="Groupement"
    )
    relation_id = Affirmation.objects.vivantes().get(releve=releve).objet_id
    from jumelles.cooperations.models import ParticipationRelation

    francaise = ParticipationRelation.objects.get(relation_id=relation_id, acteur__nature="collectivite")
    assert francaise.acteur.collectivite.nom == "Hauts-de-France"
    assert francaise.au_titre_de.nom == "Picardie"


@pytest.mark.donnees
def test_les_deux_formats_disent_les_memes_lignes():
    notre = {ligne.cle: ligne.brut for ligne in lire(TABLE_DU_DEPOT, JOUR)}
    origine = {ligne.cle: ligne.brut for ligne in lire(ORIGINE, JOUR)}
    assert origine == notre


@pytest.mark.donnees
def test_la_fabrique_rend_la_table_du_depot(tmp_path):
    assert ecrire(ORIGINE, tmp_path / "refaite.csv") == 285
    assert (tmp_path / "refaite.csv").read_text(encoding="utf-8") == TABLE_DU_DEPOT.read_text(encoding="utf-8")


def test_la_fiche_dit_licence_et_bornes():
    for source in catalogue.connues().values():
        assert read_fiche(source.dossier).licence
    assert list(catalogue.connues()) == [CODE, "wikidata_jumelages", "afd"], "les faits relus d'abord"
