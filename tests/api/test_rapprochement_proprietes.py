"""Les colonnes que l'on rapporte : les valeurs de nos pages, rien d'inventé, un nombre de requêtes borné (B22)."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelles.territoires.notices import codes_d_aujourdhui, notices_des_territoires
from jumelles.territoires.requetes import territoire, vers_aujourdhui
from tests.atelier.questions import ADRESSE, etendre, poser

pytestmark = pytest.mark.django_db
SUGGERER = "/api/rapprochement/suggerer/choses"


def une(lignes: dict[str, Any], identifiant: str, pid: str) -> Any:
    """La seule valeur d'une cellule."""
    (valeur,) = lignes[identifiant][pid]
    return valeur


def test_les_valeurs_d_une_commune_sont_celles_de_sa_page(client: Client) -> None:
    fiche = territoire("38185")
    assert fiche is not None
    lignes = etendre(client, ["38185"], "nom_officiel", "siren", "insee", "population", "lat", "epci", "departement",
                     "region", "pays", "adresse")  # fmt: skip
    assert une(lignes, "38185", "nom_officiel") == {"str": "Grenoble"}
    assert une(lignes, "38185", "siren") == {"str": fiche.siren}
    assert une(lignes, "38185", "insee") == {"str": "38185"}
    assert une(lignes, "38185", "population") == {"int": fiche.population}
    assert une(lignes, "38185", "lat") == {"float": fiche.lat}
    assert une(lignes, "38185", "epci") == {"id": "200040715", "name": "Grenoble-Alpes-Métropole"}
    assert une(lignes, "38185", "departement") == {"id": "D38", "name": "Isère"}
    assert une(lignes, "38185", "region") == {"id": "R84", "name": "Auvergne-Rhône-Alpes"}
    assert une(lignes, "38185", "pays") == {"id": "pays:FR", "name": "France"}
    assert une(lignes, "38185", "adresse")["str"].endswith("/territoires/38185-grenoble/")


def test_le_nombre_de_liens_est_celui_de_l_api(client: Client) -> None:
    """Celui du territoire, de ce qu'il contient, du pays."""
    lignes = etendre(client, ["38185", "D38", "pays:MG"], "relations")
    for identifiant, adresse in (("38185", "territoires/38185"), ("D38", "territoires/D38"), ("pays:MG", "pays/MG")):
        attendu = client.get(f"/api/v1/{adresse}").json()["comptes"]["relations"]
        assert une(lignes, identifiant, "relations") == {"int": attendu}
        assert attendu > 0


def test_un_acteur_a_les_valeurs_de_sa_fiche(client: Client) -> None:
    fiche = client.get("/api/v1/acteurs?pays=DE&taille=1").json()["lignes"][0]
    identifiant = f"acteur:{fiche['id']}"
    lignes = etendre(client, [identifiant], "nom_officiel", "pays", "relations", "adresse", "population")
    assert une(lignes, identifiant, "nom_officiel") == {"str": fiche["nom"]}
    assert une(lignes, identifiant, "pays") == {"id": "pays:DE", "name": "Allemagne"}
    assert une(lignes, identifiant, "relations") == {"int": fiche["relations"]}
    assert une(lignes, identifiant, "adresse")["str"].endswith(
        f"/acteurs/{fiche['id']}-{fiche['adresse'].split('-', 1)[1]}"
    )
    assert lignes[identifiant]["population"] == []


def test_l_inconnu_n_est_ni_zero_ni_vide(client: Client) -> None:
    lignes = etendre(client, ["R84", "geonames:2886242", "pays:MG", "99999", "acteur:999999999", "n'importe quoi"],
                     "siren", "insee", "epci", "population", "rien de tel")  # fmt: skip
    assert lignes["R84"]["insee"] == lignes["R84"]["epci"] == lignes["pays:MG"]["population"] == []
    assert all(ligne["rien de tel"] == [] for ligne in lignes.values())
    for inconnu in ("99999", "acteur:999999999", "n'importe quoi"):
        assert not any(lignes[inconnu].values())


def test_un_code_d_hier_mene_a_aujourd_hui(client: Client) -> None:
    """Une commune réunie, une région d'avant : la ligne garde le code donné, les valeurs sont d'aujourd'hui."""
    lignes = etendre(client, ["R22", "29203", "29021"], "nom_officiel", "anciens_noms", "adresse")
    assert une(lignes, "R22", "nom_officiel") == {"str": "Hauts-de-France"}
    assert {"str": "Picardie"} in lignes["R22"]["anciens_noms"]
    assert lignes["29203"] == lignes["29021"]


def test_les_suites_sont_celles_des_pages() -> None:
    """Pour de nombreux codes à la fois, le même « aujourd'hui » que page à page."""
    codes = ["38185", "R22", "D75", "29203", "69381", "27413", "99999", "R11", "75056"]
    vers = codes_d_aujourdhui(codes)
    assert vers == {code: suite for code in codes if (suite := vers_aujourdhui(code)) is not None}
    assert {code: n.code for code, n in notices_des_territoires(codes).items()} == vers


@pytest.mark.parametrize("limite", [2, "2", 2.0, "2.0"])
def test_le_reglage_limit_borne_les_valeurs(client: Client, limite: Any) -> None:
    import json

    demande = {"ids": ["D38"], "properties": [{"id": "anciens_noms", "settings": {"limit": limite}}]}
    rendue = client.post(ADRESSE, {"extend": json.dumps(demande)}).json()
    assert len(rendue["rows"]["D38"]["anciens_noms"]) == 2
    assert len(etendre(client, ["D38"], "anciens_noms")["D38"]["anciens_noms"]) > 2


def test_les_requetes_ne_croissent_ni_avec_les_questions_ni_avec_les_lignes(client: Client) -> None:
    """B22 : cent noms ne coûtent pas plus de requêtes que vingt, au saut près d'une commune deux fois réunie."""
    codes = [f"38{n:03}" for n in range(1, 101)]
    poser(client, q0={"query": "Grenoble"})
    nombres = []
    for combien in (20, 100):
        with CaptureQueriesContext(connection) as faites:
            poser(
                client,
                **{f"q{n}": {"query": f"Sainte-Marie {n}", "type": ["commune", "acteur"]} for n in range(combien)},
            )
            poser(client, **{f"q{n}": {"query": code} for n, code in enumerate(codes[:combien])})
            etendre(client, codes[:combien], "nom_officiel", "epci", "relations", "anciens_noms")
        nombres.append(len(faites))
    assert nombres[1] <= nombres[0] + 2
    assert nombres[1] < 40


def test_on_propose_ce_que_l_on_ecrit(client: Client) -> None:
    def trouver(debut: str, **autres: Any) -> list[dict[str, Any]]:
        return list(client.get(SUGGERER, {"prefix": debut, **autres}).json()["result"])

    assert "38185" in [r["id"] for r in trouver("grenob")]
    assert "geonames:1070940" in [r["id"] for r in trouver("antanana")]
    assert [r["id"] for r in trouver("isère", type="departement")] == ["D38"]
    assert trouver("antanana", type="lieu")[0]["id"] == "geonames:1070940"
    assert "pays:MG" in [r["id"] for r in trouver("madag", type="pays")]
    assert all("acteur" in [t["id"] for t in r["notable"]] for r in trouver("essen", type="acteur"))
    assert trouver("grenob", type="inconnu") == trouver("g") == []


def test_les_propositions_se_suivent(client: Client) -> None:
    def page(suite: int) -> list[str]:
        lue = client.get(SUGGERER, {"prefix": "saint", "type": "commune", "cursor": suite, "limit": 5}).json()
        return [r["id"] for r in lue["result"]]

    assert len(page(0)) == len(page(5)) == 5
    assert not set(page(0)) & set(page(5))
    assert len(set(page(0))) == 5
