"""Les collectivités engagées d'un périmètre : par la population, par la distance, et rien d'inventé ni de retiré."""

import pytest

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
