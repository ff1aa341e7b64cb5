"""Le service parle la norme du W3C (Reconciliation Service API 0.2), dont on lit les schémas et les exemples (B4)."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.atelier.norme_rapprochement import exemples, valideur
from tests.atelier.questions import ADRESSE, envoyer, poser

pytestmark = [pytest.mark.django_db, pytest.mark.donnees]
SUGGERER = "/api/rapprochement/suggerer"
LOT = {
    "commune": {"query": "Grenoble", "type": "commune", "limit": 3},
    "homonymes": {"query": "Saint-Denis", "limit": 50},
    "indices": {"query": "Cologne", "properties": [{"pid": "pays", "v": {"id": "pays:DE", "name": "Allemagne"}}]},
    "pays": {"query": "Allemagne", "type": ["pays"]},
    "acteur": {"query": "Essen", "type": "acteur", "type_strict": "all"},
    "voeu": {"query": "Essen", "type": "acteur", "type_strict": "should"},
    "rien": {"query": "zzzz zzzz"},
    "sans nom": {"properties": [{"pid": "insee", "v": 38185}]},
    "vide": {"query": ""},
}
TOUTES = [
    "nom_officiel", "anciens_noms", "autres_noms", "pays", "niveau", "departement", "region", "epci", "population",
    "lat", "lon", "siren", "insee", "rna", "geonames", "iso2", "relations", "adresse", "inconnue",
]  # fmt: skip
IDS = ["38185", "29021", "D38", "R84", "200040715", "geonames:2886242", "pays:MG", "acteur:1", "29007", "rien", ""]


def conforme(schema: str, corps: Any) -> None:
    fautes = [f"{list(e.instance_path)} : {e.message}" for e in valideur(schema).iter_errors(corps)]
    assert fautes == []


def test_le_manifeste_est_conforme(client: Client) -> None:
    manifeste = client.get(ADRESSE).json()
    conforme("manifest", manifeste)
    assert manifeste["versions"] == ["0.2"]
    assert manifeste["documentation"].endswith("/api/#rapprochement")


def test_chaque_adresse_du_manifeste_repond(client: Client) -> None:
    """Celles des pages, des cadres, des bulles, des propositions, une fois le code mis à sa place."""
    manifeste = client.get(ADRESSE).json()
    patrons = [manifeste["view"]["url"], manifeste["preview"]["url"], manifeste["identifierSpace"] + "{{id}}"]
    adresses = [p.replace("{{id}}", "geonames%3A2886242") for p in patrons]
    adresses += [manifeste["logo"], manifeste["documentation"], manifeste["schemaSpace"] + "commune"]
    for quoi, exemple in (("entity", "38185"), ("type", "commune"), ("property", "population")):
        dit = manifeste["suggest"][quoi]
        adresses.append(dit["service_url"] + dit["service_path"] + "?prefix=com")
        adresses.append(dit["flyout_service_url"] + dit["flyout_service_path"].replace("${id}", exemple))
    proposer = manifeste["extend"]["propose_properties"]
    adresses.append(proposer["service_url"] + proposer["service_path"] + "?type=commune")
    for adresse in adresses:
        chemin = "/" + adresse.split("#")[0].split("/", 3)[3]
        assert client.get(chemin).status_code in (200, 302), adresse


def test_un_lot_de_reponses_est_conforme(client: Client) -> None:
    reponses = poser(client, **LOT)
    conforme("reconciliation-result-batch", reponses)
    assert reponses.keys() == LOT.keys()
    assert reponses["rien"] == reponses["vide"] == {"result": []}
    assert len(reponses["commune"]["result"]) <= 3
    assert reponses["sans nom"]["result"][0]["id"] == "38185"


def test_le_meme_lot_se_demande_en_get(client: Client) -> None:
    lue = client.get(ADRESSE, {"queries": json.dumps(LOT)})
    assert lue.json() == poser(client, **LOT)


@pytest.mark.parametrize("nom", ["example-full", "example-min", "multi-values", "no-query-string"])
def test_les_demandes_valides_de_la_norme_sont_recues(client: Client, nom: str) -> None:
    demande = exemples("reconciliation-query-batch", "valid")[nom]
    reponses = poser(client, **demande)
    conforme("reconciliation-result-batch", reponses)
    assert reponses.keys() == demande.keys()


@pytest.mark.parametrize("nom", ["misnamed-property", "empty-properties", "empty-query"])
def test_les_demandes_invalides_de_la_norme_sont_refusees(client: Client, nom: str) -> None:
    dit = poser(client, code=400, **exemples("reconciliation-query-batch", "invalid")[nom])
    assert dit["erreurs"]


def test_aucun_exemple_de_demande_n_est_oublie() -> None:
    assert len(exemples("reconciliation-query-batch", "valid")) == 4
    assert len(exemples("reconciliation-query-batch", "invalid")) == 3


@pytest.mark.parametrize("nom", ["example-full", "example-min"])
def test_les_extensions_valides_de_la_norme_sont_recues(client: Client, nom: str) -> None:
    demande = exemples("data-extension-query", "valid")[nom]
    rendue = envoyer(client, {"extend": json.dumps(demande)})
    conforme("data-extension-response", rendue)
    assert list(rendue["rows"]) == demande["ids"]
    assert [m["id"] for m in rendue["meta"]] == [p["id"] for p in demande["properties"]]


def test_une_extension_de_tout_est_conforme(client: Client) -> None:
    demande = {"ids": IDS, "properties": [{"id": p} for p in TOUTES]}
    rendue = envoyer(client, {"extend": json.dumps(demande)})
    conforme("data-extension-response", rendue)
    assert all(list(ligne) == TOUTES for ligne in rendue["rows"].values())


@pytest.mark.parametrize("type_id", ["", "commune", "territoire", "lieu", "pays", "acteur", "rien"])
def test_les_proprietes_proposees_sont_conformes(client: Client, type_id: str) -> None:
    rendues = client.get("/api/rapprochement/proprietes", {"type": type_id, "limit": 4}).json()
    conforme("data-extension-property-proposal", rendues)
    assert len(rendues["properties"]) == 4


@pytest.mark.parametrize("debut", ["grenob", "Antana", "san", "mada", "zzzz", "", "é", "a" * 5000, "%00", "*"])
def test_les_propositions_sont_conformes(client: Client, debut: str) -> None:
    for quoi, schema in (("choses", "entities"), ("types", "types"), ("proprietes", "properties")):
        rendues = client.get(f"{SUGGERER}/{quoi}", {"prefix": debut}).json()
        conforme(f"suggest-{schema}-response", rendues)
        assert len(rendues["result"]) <= 10


@pytest.mark.parametrize("quoi", ["choses?id=38185", "types?id=epci", "proprietes?id=pays"])
def test_une_bulle_rend_l_identifiant_et_du_html(client: Client, quoi: str) -> None:
    rendue = client.get(f"/api/rapprochement/bulle/{quoi}").json()
    assert rendue["id"] == quoi.partition("=")[2]
    assert rendue["html"].startswith("<p>")
