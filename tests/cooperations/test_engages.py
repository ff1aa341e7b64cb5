"""Les collectivités engagées d'un périmètre : par la population, par la distance, et rien d'inventé ni de retiré."""

import pytest

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import Relation
from jumelles.cooperations.requetes.engages import (
    Perimetre,
    compter_collectivites,
    engages,
    engages_autour,
    engages_de_codes,
    natures_par_acteur,
)
from jumelles.territoires.models import Collectivite
from tests.atelier.monde import acteur, commune, un_monde, ville
from tests.cooperations.test_operations import appliquer, relation

pytestmark = pytest.mark.django_db
ICI = Perimetre(("commune",), (100, 5_000), "Z9")


@pytest.fixture
def monde() -> None:
    un_monde()
    for code, population, lat in (("ZZ001", 900, -45.0), ("ZZ002", 1_500, -45.1), ("ZZ003", 4_000, -47.0)):
        champs = {"population": population, "lat": lat, "lon": 5.0, "region": "Z9"}
        Collectivite.objects.filter(code=code).update(**champs)
    appliquer(*(relation(f"r{n}", [commune(n), ville(f"Ville {n}")], nature="jumelage") for n in (1, 2, 3)))
    appliquer(relation("r4", [commune(1), ville("Autre")], nature="accord"))


def test_les_plus_proches_par_la_population_d_abord(monde: None) -> None:
    assert [e.code for e in engages(ICI, sauf="", pres_de=1_400, nombre=10)] == ["ZZ002", "ZZ001", "ZZ003"]
    assert [e.code for e in engages(ICI, sauf="ZZ002", pres_de=None, nombre=1)] == ["ZZ003"]
    assert compter_collectivites(ICI) == 3
    assert compter_collectivites(Perimetre(("commune",), (100, 1_500), "Z9")) == 1


def test_les_plus_proches_sur_la_carte(monde: None) -> None:
    proches = engages_autour(("commune",), (-45.0, 5.0), rayon_km=50, sauf="ZZ001", nombre=5)
    assert [(e.code, round(e.distance_km or 0)) for e in proches] == [("ZZ002", 11)]


def test_une_demonstration_ou_un_lien_retire_n_engage_pas(monde: None) -> None:
    un = acteur(commune(1))
    assert natures_par_acteur([un]) == {un: {"jumelage": 1, "accord": 1}}
    assert set(engages_de_codes(("ZZ001", "ZZ002"))) == {"ZZ001", "ZZ002"}
    Relation.objects.with_acteur(un).update(demonstration=True)
    assert set(engages_de_codes(("ZZ001", "ZZ002"))) == {"ZZ002"}
    assert natures_par_acteur([un]) == {}


def test_de_part_et_d_autre_a_egalite_par_code_et_l_inconnue_en_dernier(monde: None) -> None:
    france = Perimetre(("commune",), region="Z9")
    assert [e.code for e in engages(france, sauf="", pres_de=1_200, nombre=10)] == ["ZZ001", "ZZ002", "ZZ003"]
    assert [e.code for e in engages(france, sauf="", pres_de=1_200, nombre=1)] == ["ZZ001"]
    Collectivite.objects.filter(code="ZZ001").update(population=None)
    assert [e.code for e in engages(france, sauf="", pres_de=1_200, nombre=10)] == ["ZZ002", "ZZ003", "ZZ001"]
    assert [e.code for e in engages(ICI, sauf="", pres_de=1_200, nombre=10)] == ["ZZ002", "ZZ003"]


def test_une_voisine_engagee_se_trouve_au_dela_de_celles_qui_ne_le_sont_pas(monde: None) -> None:
    for n in range(1, 3):
        Relation.objects.with_acteur(acteur(commune(n))).update(demonstration=True)
    source = Collectivite.objects.get(code="ZZ001").source
    for n in range(10):
        champs = {"nom": f"Muette {n}", "categorie": "commune", "origine_point": "", "millesime": "2026", "lat": -45.0,
                  "lon": 5.0, "source": source}  # fmt: skip
        muette = Collectivite.objects.create(code=f"ZZ01{n}", **champs)
        Acteur.objects.create(nom=muette.nom, cle=muette.nom, nature="collectivite", pays_id="FR", collectivite=muette)
    proches = engages_autour(("commune",), (-45.0, 5.0), rayon_km=300, sauf="", nombre=1)
    assert [(e.code, e.nom, round(e.distance_km or 0)) for e in proches] == [("ZZ003", "Fabriquée-Plage", 222)]
