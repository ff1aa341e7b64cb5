"""Une commune réunie : ce qui tenait à son code d'hier se retrouve chez celle d'aujourd'hui, et rien ne s'y mélange."""

import pytest

from jumelles.territoires.models import Collectivite
from jumelles.territoires.requetes import vers_aujourdhui
from jumelles.territoires.suites import codes_d_aujourdhui, codes_d_hier
from tests.atelier.monde import reunir, un_monde

pytestmark = pytest.mark.django_db


def test_la_ligne_d_avant_la_reunion_mene_a_la_commune_d_aujourd_hui() -> None:
    """La référence suivante ajoute « ZZ001.D » : la ligne « ZZ001 », à qui tient l'espace, n'a pas de filiation."""
    un_monde()
    assert codes_d_hier("ZZ002") == ()
    reunir("ZZ001", dans="ZZ002")
    assert vers_aujourdhui("ZZ001") == vers_aujourdhui("ZZ001.D") == "ZZ002"
    assert codes_d_aujourdhui(["ZZ001", "ZZ001.D", "ZZ002"]) == dict.fromkeys(("ZZ001", "ZZ001.D", "ZZ002"), "ZZ002")
    assert codes_d_hier("ZZ002") == ("ZZ001", "ZZ001.D")
    assert codes_d_hier("ZZ001") == codes_d_hier("ZZ003") == ()


def test_de_reunion_en_reunion() -> None:
    un_monde()
    reunir("ZZ001", dans="ZZ002")
    reunir("ZZ002", dans="ZZ003")
    assert set(codes_d_hier("ZZ003")) == {"ZZ001", "ZZ001.D", "ZZ002", "ZZ002.D"}
    assert vers_aujourdhui("ZZ001") == "ZZ003"


def test_une_commune_qui_garde_son_code_n_est_pas_son_propre_hier() -> None:
    """Une commune nouvelle porte souvent le code de sa commune siège, devenue « ZZ002.D »."""
    un_monde()
    siege = Collectivite.objects.get(code="ZZ002")
    Collectivite.objects.create(
        code="ZZ002.D", categorie="commune_deleguee", nom="Le siège", origine_point="", millesime="2027",
        source=siege.source, parent=siege,
    )  # fmt: skip
    assert codes_d_hier("ZZ002") == ("ZZ002.D",)
    assert vers_aujourdhui("ZZ002") == "ZZ002"
