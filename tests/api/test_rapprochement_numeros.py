"""Des numéros qui désignent : SIREN et RNA d'une association, code d'une commune qui n'existe plus seule."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur
from jumelles.territoires.models import Collectivite
from jumelles.territoires.suites import codes_d_aujourdhui
from tests.atelier.faits import GRENOBLE, TANA, appliquer, relation, une_source
from tests.atelier.questions import candidats, poser, retenu

pytestmark = pytest.mark.django_db
NOM, RNA, SIREN = "Amis fabriqués de Tana", "W381999999", "199999999"


@pytest.fixture
def association(index_suivi: Callable[[], Any]) -> str:
    """Une association inventée, qui dit ses deux numéros."""
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    champs = {"nom": NOM, "cle": NOM.lower().replace("é", "e"), "nature": NatureActeur.ASSOCIATION}
    Acteur.objects.filter(nom=TANA.nom).update(**champs, rna=RNA, siren=SIREN)
    index_suivi()
    return f"acteur:{Acteur.objects.get(nom=NOM).pk}"


@pytest.mark.parametrize(("pid", "dit"), [("rna", RNA), ("rna", f"rna:{RNA.lower()}"), ("siren", "199 999 999")])
def test_un_numero_d_association_la_designe(client: Client, association: str, pid: str, dit: str) -> None:
    assert retenu(client, dit.removeprefix("rna:")) == association
    (seul,) = poser(client, q={"properties": [{"pid": pid, "v": dit}]})["q"]["result"]
    assert (seul["id"], seul["match"]) == (association, True)
    assert retenu(client, "Les amis fabriqués de Tana", "acteur", **{pid: dit}) == association


def test_un_numero_que_le_nom_dement_demande_une_personne(client: Client, association: str) -> None:
    trouves = candidats(client, "Union sportive de Nulle-Part", "acteur", rna=RNA)
    assert (trouves[0]["id"], trouves[0]["match"]) == (association, False)
    assert "pas son nom" in trouves[0]["description"]
    assert retenu(client, NOM, "acteur", rna="W000000000") == association


@pytest.mark.parametrize(
    "hier",
    [
        {"ancienne": True, "categorie": "commune", "fin__startswith": "2016"},
        {"ancienne": True, "categorie": "commune", "fin__startswith": "2019"},
        {"categorie": "commune_associee"},
        {"categorie": "commune_deleguee"},
    ],
)
def test_un_code_d_hier_mene_a_la_commune_d_aujourd_hui(client: Client, hier: dict[str, Any]) -> None:
    """B22 : fondue, associée ou déléguée, le code mène à celle qui la continue, et on le dit."""
    vivants = Collectivite.objects.vivantes().values("code_insee")
    passee = Collectivite.objects.filter(**hier).exclude(code_insee__in=vivants).order_by("code").first()
    assert passee is not None
    suite = codes_d_aujourdhui([passee.code])[passee.code]
    (seul,) = poser(client, q={"properties": [{"pid": "insee", "v": passee.code_insee}]})["q"]["result"]
    assert (seul["id"], seul["match"]) == (suite, True)
    assert "un code d'hier" in seul["description"]
    nomme = candidats(client, passee.nom, "commune", insee=passee.code_insee)[0]
    assert (nomme["id"], nomme["match"]) == (suite, True)
    assert f"de « {passee.nom} »" in nomme["description"]
