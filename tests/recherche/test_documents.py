"""Les documents de l'index : ancêtres, noms d'hier, dictionnaire, nombre constant de requêtes (C0.2, C0.3, C4.5)."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.declarations import FinancementDit
from jumelles.cooperations.models import ClassementRelation, Projet, Relation
from jumelles.recherche.dictionnaire import COLONNES, intitule
from jumelles.recherche.document import Document
from jumelles.recherche.documents import SORTES_INDEXEES, Course
from jumelles.recherche.documents.course import paquets_d_identifiants
from jumelles.recherche.documents.lieux import numero_du_pays
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.sorties.en_geojson import ecrire_geojson
from jumelles.recherche.sorties.extraction import Extraction
from jumelles.territoires.models import Collectivite
from tests.atelier.faits import ESSEN, GRENOBLE, TANA, appliquer, la_relation, projet, relation, une_source
from tests.recherche.fiches_fabriquees import moteur_de

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)
ISERE = Partie("Isère", "FR", collectivite_code="D38")
RHONE_ALPES = Partie("Auvergne-Rhône-Alpes", "FR", collectivite_code="R84")


def document(sorte: str, pk: int, jour: date = JOUR) -> Document:
    (trouve,) = Course(jour).documents(sorte, [pk])
    return trouve


def declarer(*parties: Partie, **champs: object) -> Relation:
    une_source()
    appliquer(relation("r1", parties, **champs))
    return la_relation()


@pytest.mark.parametrize("sorte", SORTES_INDEXEES)
def test_chaque_fiche_a_les_colonnes_du_dictionnaire_dans_leur_ordre(sorte: str) -> None:
    """C0.2 : les mêmes noms dans tous les formats, parce que la fiche n'en a pas d'autres."""
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"), projets=[projet()])
    premier = next(iter(Course(JOUR).tous(sorte)))
    assert list(premier.fiche) == [colonne.nom for colonne in COLONNES[sorte]]
    assert premier.fiche[intitule(sorte)] and str(premier.fiche["adresse"]).startswith("/")


@pytest.mark.parametrize("sorte", ["relations", "projets", "acteurs"])
def test_une_colonne_de_liste_rend_des_textes_et_une_colonne_booleenne_des_booleens(sorte: str) -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"), projets=[projet()])
    types = {"liste": tuple, "liste_codes": tuple, "booleen": bool, "texte": str, "texte_libre": str, "code": str}
    for fiche in (d.fiche for d in Course(JOUR).tous(sorte)):
        for colonne in COLONNES[sorte]:
            valeur = fiche[colonne.nom]
            assert isinstance(valeur, types.get(colonne.type, (str, int, float, type(None)))), (colonne.nom, valeur)
            assert not isinstance(valeur, tuple) or all(isinstance(v, str) for v in valeur)


def test_toute_fiche_publiee_dit_sa_source_et_sa_licence() -> None:
    """C0.3 : ni relation ni projet sans source, sans licence, sans date de lecture."""
    fiches = [d.fiche for sorte in ("relations", "projets") for d in Course(JOUR).tous(sorte)]
    assert len(fiches) > 100
    assert [f["id"] for f in fiches if not f["sources"] or not f["licences"] or not f["modifie_le"]] == []


def test_une_commune_porte_son_epci_son_departement_et_sa_region() -> None:
    """C4.5 : depuis n'importe quel niveau de territoire, on trouve le lien."""
    trouve = document("relations", declarer(GRENOBLE, TANA, nature="jumelage").pk)
    assert trouve.facettes["territoire"] == ("38185", "200040715", "D38", "R84")
    assert trouve.facettes["pays"] == ("MG",)
    assert trouve.arcs == ("D38>MG",)
    assert {"Madagascar", "Département de l'Isère", "Région Auvergne-Rhône-Alpes"} <= set(trouve.contexte)
    assert trouve.situe and {p.cote for p in trouve.points} == {"francais", "etranger"}


def test_un_departement_et_une_region_portent_ce_qui_les_contient_et_rien_d_autre() -> None:
    """Le chef-lieu d'une région n'est pas la région : R84 n'est pas dans le Rhône."""
    trouve = document("relations", declarer(ISERE, RHONE_ALPES, TANA, nature="jumelage").pk)
    assert set(trouve.facettes["territoire"]) == {"D38", "R84"}
    assert set(trouve.arcs) == {"D38>MG", "R84>MG"}


@pytest.mark.parametrize(
    ("code", "attendus"),
    [
        ("67482", {"D67", "D6AE", "R44"}),  # Strasbourg : le Bas-Rhin d'hier, la collectivité européenne d'aujourd'hui
        ("2A004", {"D2A", "R94"}),  # Ajaccio
        ("75056", {"D75", "R11"}),
        ("97209", {"D972", "R02"}),  # Fort-de-France
    ],
)
def test_un_departement_d_hier_mene_a_celui_d_aujourdhui(code: str, attendus: set[str]) -> None:
    trouve = document("territoires", Collectivite.objects.get(code=code).pk)
    assert attendus <= set(trouve.facettes["territoire"])


def test_une_relation_se_trouve_par_le_nom_de_la_commune_d_hier() -> None:
    """Chambéry a absorbé Bissy : ce nom-là mène au lien, et son code aussi quand il est dit."""
    hier = Collectivite.objects.filter(parent__isnull=False, parent__ancienne=False).exclude(nom__contains=" ").first()
    assert hier is not None and hier.parent is not None
    nouvelle = Partie(hier.parent.nom, "FR", collectivite_code=hier.parent.code, au_titre_de_code=hier.code)
    trouve = document("relations", declarer(nouvelle, TANA, nature="jumelage").pk)
    assert hier.nom in trouve.noms and hier.code in trouve.facettes["territoire"]
    assert trouve.fiche["au_titre_de"] == (hier.nom,)
    acteur = document("acteurs", Acteur.objects.get(collectivite=hier.parent).pk)
    assert hier.nom in acteur.noms
    assert hier.nom in document("territoires", hier.parent_id or 0).noms


def test_un_acteur_d_une_commune_deleguee_est_dans_la_commune_d_aujourdhui() -> None:
    deleguee = Collectivite.objects.filter(categorie="commune_deleguee", parent__ancienne=False).first()
    assert deleguee is not None and deleguee.parent is not None
    partie = Partie(deleguee.nom, "FR", collectivite_code=deleguee.code)
    codes = document("relations", declarer(partie, TANA, nature="jumelage").pk).facettes["territoire"]
    assert {deleguee.code, deleguee.parent.code, f"R{deleguee.parent.region}"} <= set(codes)


def test_un_theme_compte_pour_ses_parents_et_une_cible_pour_son_objectif() -> None:
    pk = declarer(GRENOBLE, TANA, nature="jumelage", themes=["eau"], odd=["11"]).pk
    ClassementRelation.objects.create(relation_id=pk, nomenclature="cible", code="6.1", rang=1)
    trouve = document("relations", pk)
    assert trouve.facettes["theme"][0] == "eau" and len(trouve.facettes["theme"]) > 1
    assert set(trouve.facettes["odd"]) == {"11", "6", "6.1"}
    assert any(mot.startswith("ODD 6 ") for mot in trouve.contexte)
    assert trouve.fiche["odd"] == ("11",) and trouve.fiche["cibles_odd"] == ("6.1",)


def test_un_pays_n_est_jamais_un_point() -> None:
    """C4.5 : jamais de trait vers un point inventé quand on ne connaît que le pays."""
    quelque_part = Partie("Commune sans lieu", "MG", niveau="ville")
    une_source()
    appliquer(relation("r1", [GRENOBLE, quelque_part], nature="jumelage"))
    trouve = document("relations", Relation.objects.with_acteur(Acteur.objects.get(nom=quelque_part.nom).pk).get().pk)
    assert (trouve.situe, [p.cote for p in trouve.points]) == (False, ["francais"])
    assert (trouve.fiche["etranger_latitude"], trouve.fiche["etranger_precision"]) == (None, "pays")
    assert trouve.arcs == ("D38>MG",)  # l'arc va au pays, compté, jamais à un point


def test_un_projet_est_situe_par_son_lieu_d_action_seulement() -> None:
    une_source()
    appliquer(projets=[projet(titre="Eau potable")])
    pk = Projet.objects.get(titre="Eau potable").pk
    assert not document("projets", pk).situe
    operations.ajouter_lieu(projet_id=pk, par="machine:essai", pays="MG", precision="ville", nom="Ici", lat=-18, lon=47)
    trouve = document("projets", pk)
    assert trouve.situe and trouve.points[0].cote == "action" and trouve.fiche["lieux"] == ("Ici",)


def test_un_projet_garde_tous_ses_lieux_et_tous_ses_partenaires() -> None:
    """B8 : deux porteurs, deux partenaires, deux lieux précis et un pays ; rien ne se réduit au premier."""
    une_source()
    plusieurs = projet(titre="Eau potable", porteurs=(GRENOBLE, ISERE), partenaires=(TANA, ESSEN), pays=("MG", "DE"))
    appliquer(projets=[plusieurs])
    pk = Projet.objects.get(titre="Eau potable").pk
    for nom, lat, lon in (("Ici", -18.0, 47.0), ("Là", -19.0, 46.0)):
        operations.ajouter_lieu(
            projet_id=pk, par="machine:essai", pays="MG", precision="ville", nom=nom, lat=lat, lon=lon
        )
    trouve = document("projets", pk)
    assert {(p.lat, p.lon) for p in trouve.points} == {(-18.0, 47.0), (-19.0, 46.0)}
    assert set(trouve.facettes["pays"]) == {"MG", "DE"}
    assert {"38185", "D38"} <= set(trouve.facettes["territoire"])
    dits = json.dumps(dict(trouve.fiche), ensure_ascii=False)
    assert all(nom in dits for nom in ("Grenoble", "Isère", "Antsahabe Fabriqué", "Essen", "Ici", "Là"))
    extraction = Extraction("projets", Filtre(), datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
    carte = json.loads(b"".join(ecrire_geojson(moteur_de(trouve), extraction)))
    assert carte["features"][0]["geometry"]["type"] == "MultiPoint"
    assert len(carte["features"][0]["geometry"]["coordinates"]) == 2


def test_les_montants_ne_s_ajoutent_qu_a_etape_egale_et_inconnu_n_est_pas_zero() -> None:
    une_source()
    paye = FinancementDit("Région", Decimal("1000.50"), "obtenu"), FinancementDit("Ville", Decimal("20"), "obtenu")
    ailleurs = FinancementDit("Banque", Decimal("7"), "verse", devise="USD")
    appliquer(projets=[projet(titre="Eau potable", financements=(*paye, ailleurs))])
    fiche = document("projets", Projet.objects.get(titre="Eau potable").pk).fiche
    assert (fiche["montant_obtenu"], fiche["montant_verse"], fiche["montant_demande"]) == (1020.5, None, None)
    assert fiche["autres_montants"] == ("versé 7.00 USD",)


def test_un_acteur_compte_ce_que_sa_page_montre_et_dit_ou_il_agit() -> None:
    """C4.5 : depuis Grenoble, tous ses pays ; depuis Essen, son lien."""
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage", odd=["6"]), relation("r2", [GRENOBLE, ESSEN]),
        projets=[projet(titre="Eau potable")],
    )  # fmt: skip
    from jumelles.cooperations.requetes import participations_par_acteur

    pk = Acteur.objects.get(collectivite__code="38185").pk
    trouve = document("acteurs", pk)
    comptes = participations_par_acteur([pk])[pk]
    assert (trouve.fiche["relations"], trouve.fiche["projets"]) == comptes and comptes[0] >= 2
    assert {"MG", "DE"} <= set(trouve.facettes["pays_action"]) and "6" in trouve.facettes["odd"]
    assert trouve.fiche["adresse"] == "/territoires/38185-grenoble/"
    assert document("acteurs", Acteur.objects.get(nom=TANA.nom).pk).facettes["pays_action"] == ("MG",)


@pytest.mark.parametrize(
    ("jour", "etats"),
    [(date(2019, 12, 31), ()), (date(2020, 1, 1), ("en_vigueur",)), (date(2026, 1, 1), ("echu",))],
)
def test_l_etat_d_un_acte_est_celui_du_jour(jour: date, etats: tuple[str, ...]) -> None:
    pk = declarer(GRENOBLE, TANA, nature="jumelage").pk
    operations.ajouter_acte(relation_id=pk, type="convention", par="personne:1", debut="2020", fin="2025")
    assert document("relations", pk, jour).facettes["acte"] == (etats or ("non_renseigne",))


@pytest.mark.parametrize("sorte", ["relations", "acteurs", "territoires"])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_documents(sorte: str) -> None:
    ids = next(paquets_d_identifiants(sorte))
    comptes = []
    for paquet in (ids[: len(ids) // 3], ids):
        course = Course(JOUR)
        with CaptureQueriesContext(connection) as requetes:
            assert course.documents(sorte, paquet)
        comptes.append(len(requetes))
    # Une de plus s'il y a des projets : on ne demande qui en parle que lorsqu'il y en a.
    assert comptes[1] <= comptes[0] + 1 <= 16


def test_ce_qui_n_est_pas_publie_n_a_pas_de_document() -> None:
    pk = declarer(GRENOBLE, TANA, nature="jumelage").pk
    operations.supprimer_relation(relation_id=pk, par="personne:1", motif="essai")
    assert Course(JOUR).documents("relations", [pk]) == []


def test_une_ecriture_de_plus_change_la_date_de_modification() -> None:
    """D8 : `modifie_depuis` voit un acte ajouté, pas seulement une colonne changée."""
    pk = declarer(GRENOBLE, TANA, nature="jumelage").pk
    Relation.objects.filter(pk=pk).update(modifie_le="2020-01-01T00:00:00Z")
    assert document("relations", pk).modifie > 1_600_000_000


def test_le_numero_d_un_pays_est_le_sien() -> None:
    assert (numero_du_pays("AA"), numero_du_pays("MG"), numero_du_pays("ZZ")) == (1, 319, 676)
    assert document("pays", 319).fiche["adresse"] == "/pays/mg-madagascar/"
