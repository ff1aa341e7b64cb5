"""Les références sont entières, exactes, et mènent d'hier à aujourd'hui."""

import re

import pytest
from django.db import connection

from jumelles.provenance.models import Source
from jumelles.territoires.models import Collectivite, Effectif, Filiation, Lieu, NomCollectivite, NomLieu, Pays

pytestmark = pytest.mark.django_db
OUTRE_MER = ("975", "987", "988")


@pytest.mark.parametrize(
    ("categorie", "nombre"),
    [
        ("cc", 987), ("ca", 230), ("cu", 14), ("metropole", 21), ("ept", 11),  # 1 253 EPCI avec Lyon, plus les EPT
        ("departement", 93), ("region", 14), ("statut_particulier", 6), ("outre_mer", 7),
        ("commune_deleguee", 2105), ("commune_associee", 471), ("arrondissement", 45),
    ],
)  # fmt: skip
def test_le_compte_est_bon(categorie: str, nombre: int) -> None:
    """C4.6 : le dénominateur se compte par catégorie juridique."""
    assert Collectivite.objects.filter(categorie=categorie, ancienne=False).count() == nombre


def test_34_875_communes_et_celles_d_outre_mer() -> None:
    communes = Collectivite.objects.vivantes().filter(categorie="commune")
    assert communes.exclude(departement__in=OUTRE_MER).count() == 34_875
    assert communes.filter(departement="987").count() == 48
    assert communes.filter(departement="988").count() == 33
    assert communes.filter(departement="975").count() == 2


def test_2_576_communes_deleguees_ou_associees_menent_a_leur_commune() -> None:
    parties = Collectivite.objects.filter(categorie__in=("commune_deleguee", "commune_associee"))
    assert parties.count() == parties.filter(parent__categorie="commune", parent__ancienne=False).count() == 2_576
    assert Filiation.objects.filter(nature="rattachement").count() == 2_576


@pytest.mark.parametrize(
    ("nom", "code"),
    [
        ("Bellegarde-sur-Valserine", "01033"),  # Valserhône depuis 2019
        ("Cherbourg-Octeville", "50129"),  # Cherbourg-en-Cotentin depuis 2016
        ("Cherbourg", "50129"),
        ("Picardie", "R32"),
        ("Conseil régional de Champagne-Ardenne", "R44"),
        ("Conseil général des Yvelines", "D78"),
        ("CG des Pyrénées-Atlantiques", "D64"),
        ("Loire-Inférieure", "D44"),
        ("Corse-du-Sud", "R94"),
        ("Conseil général du Bas-Rhin", "D6AE"),
        ("Communauté d'agglomération du Val de Fensch", "992367730"),  # fusion du 1er janvier 2026
        ("Communauté urbaine de Lyon", "200046977"),
        ("Communauté urbaine de Strasbourg", "246700488"),
        ("Voisinlieu", "60057"),  # absorbée par Beauvais en 1943
        ("Évry-Petit-Bourg", "91228"),  # changement de nom, de département, puis commune nouvelle
        ("Dunkirk", "59183"),
        ("Strassburg", "67482"),
        ("PACA", "R93"),
    ],
)
def test_un_nom_d_hier_ou_d_ailleurs_mene_a_la_collectivite_d_aujourd_hui(nom: str, code: str) -> None:
    porteurs = [n.collectivite for n in NomCollectivite.objects.filter(texte=nom).select_related("collectivite")]
    assert {_aujourdhui(c).code for c in porteurs} == {code}


@pytest.mark.parametrize(
    ("ancien", "nouveau", "date"),
    [
        ("75001.X", "94002", "1968-01-01"),  # Alfortville : de la Seine au Val-de-Marne
        ("20004.X", "2A004", "1976-01-01"),  # Ajaccio
        ("49144.X", "44180", "2018-01-01"),  # Freigné : change de département et devient déléguée
        ("60696.X", "60057", "1943-02-19"),
        ("R22", "R32", "2016-01-01"),
        ("D75", "75056", "2019-01-01"),
        ("D972", "R02", "2016-01-01"),
        ("D2A", "R94", "2018-01-01"),
        ("241200658", "994579670", "2026"),  # CC du Pays de Salars
        ("245900410", "200093201", ""),  # la MEL a changé de SIREN entre deux millésimes : date inconnue
    ],
)
def test_un_ancien_code_mene_a_celui_d_aujourd_hui(ancien: str, nouveau: str, date: str) -> None:
    lien = Filiation.objects.get(ancienne__code=ancien)
    assert (lien.nouvelle.code, lien.date) == (nouveau, date)


def test_toute_filiation_finit_sur_une_collectivite_vivante() -> None:
    assert not Filiation.objects.exclude(nouvelle__in=Collectivite.objects.vivantes()).exists()
    sans_suite = Collectivite.objects.filter(ancienne=True, successions__isnull=True)
    # Un seul EPCI disparu s'est partagé entre plusieurs, sans majorité : on ne devine pas.
    assert list(sans_suite.values_list("code", flat=True)) == ["200067510"]


def test_les_4_240_anciens_codes_sont_la() -> None:
    anciens = Collectivite.objects.filter(code__endswith=".X", categorie="commune")
    parties = Collectivite.objects.filter(categorie__in=("commune_deleguee", "commune_associee"))
    communes = set(Collectivite.objects.vivantes().filter(categorie="commune").values_list("code", flat=True))
    autres = set(parties.values_list("code_insee", flat=True)) - communes
    assert anciens.count() + len(autres) == 4_240


def test_paris_lyon_alsace_et_corse_n_ont_qu_une_ligne_vivante() -> None:
    """Décision écrite dans referentiel/tables/README.md."""
    paris = Collectivite.objects.get(code="75056")
    assert paris.categorie == "commune"
    assert paris.noms.filter(texte="Ville de Paris (collectivité à statut particulier)").exists()
    lyon = Collectivite.objects.get(code="200046977")
    assert lyon.categorie == "statut_particulier" and lyon.membres.filter(code="69123").exists()
    assert Collectivite.objects.get(code="D6AE").categorie == "statut_particulier"
    assert Collectivite.objects.get(code="R94").nom == "Collectivité de Corse"


@pytest.mark.parametrize(
    ("code", "nom", "charniere"),
    [("72181", "Le Mans", "du"), ("17300", "La Rochelle", "de La"), ("38185", "Grenoble", "de"),
     ("D38", "Isère", "de l'"), ("R84", "Auvergne-Rhône-Alpes", "d'"), ("49007", "Angers", "d'"),
     ("200040715", "Grenoble-Alpes-Métropole", "de"), ("246700488", "Eurométropole de Strasbourg", "de l'")],
)  # fmt: skip
def test_un_nom_porte_son_article_et_sa_charniere(code: str, nom: str, charniere: str) -> None:
    collectivite = Collectivite.objects.get(code=code)
    assert (collectivite.nom, collectivite.charniere) == (nom, charniere)


def test_les_communes_ont_leur_siren_et_leur_epci() -> None:
    communes = Collectivite.objects.vivantes().filter(categorie="commune").exclude(departement__in=OUTRE_MER)
    assert not communes.filter(siren="").exists()
    # Quatre îles (Bréhat, Sein, Ouessant, Yeu) n'ont pas d'EPCI à fiscalité propre.
    seules = set(communes.filter(epci__isnull=True).values_list("code", flat=True))
    assert seules == {"22016", "29083", "29155", "85113"}


def test_l_effectif_compte_et_celui_du_document_restent_deux_chiffres() -> None:
    """C4.6 : 5 000 sur 45 387 font 11,0 % ; les deux nombres viennent du document, avec sa date."""
    cite = Effectif.objects.get(categorie="document_2022_denominateur")
    nombre = Effectif.objects.get(categorie="document_2022_collectivites")
    assert (cite.nombre, cite.source.date_information, cite.source.nature) == (45_387, "2022-11-28", "page")
    assert round(100 * nombre.nombre / cite.nombre, 1) == 11.0
    assert Effectif.objects.get(categorie="commune", millesime="2026").nombre == 34_875
    # 34 875 + 83 + 987 + 230 + 14 + 21 + 93 + 14 + 6 + 7, compté à la main.
    assert Effectif.objects.get(categorie="toutes", millesime="2026").nombre == 36_330


def test_les_lieux_du_monde_et_leurs_noms() -> None:
    assert Lieu.objects.count() == 234_908
    munich = NomLieu.objects.filter(cle="munich", pays="DE").values_list("lieu__nom", flat=True)
    assert "Munich" in munich
    assert NomLieu.objects.filter(cle="").count() == 0
    assert NomLieu.objects.filter(principal=True).count() >= 234_000


def test_chaque_source_dit_editeur_licence_adresse_et_millesime() -> None:
    """C0.3 : aucune référence sans provenance."""
    for modele in (Collectivite, NomCollectivite, Filiation, Lieu, Effectif, Pays):
        for source in Source.objects.filter(pk__in=modele.objects.values("source").distinct()):
            assert source.editeur and source.licence and source.adresse and source.millesime, source.code


def test_ni_elus_ni_courriels_ni_telephones() -> None:
    """Issue 2, point 4 : ces données ne sont jamais chargées."""
    with connection.cursor() as curseur:
        for modele in (Collectivite, NomCollectivite, Lieu, Pays):
            colonnes = {c.name for c in connection.introspection.get_table_description(curseur, modele._meta.db_table)}
            assert not {c for c in colonnes if re.search("mail|courriel|tel|elu|maire|horaire", c)}
    for texte in ("mairieabergementclemenciat", "04 74 24 03 08"):
        assert not NomCollectivite.objects.filter(texte__contains=texte).exists()
    assert not NomCollectivite.objects.filter(texte__contains="@").exists()


def _aujourdhui(c: Collectivite) -> Collectivite:
    """Suivre la filiation jusqu'à une collectivité vivante."""
    lien = c.successions.first()
    return c if lien is None else _aujourdhui(lien.nouvelle)
