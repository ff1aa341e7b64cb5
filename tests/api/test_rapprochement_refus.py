"""Ce que le service refuse, et comment : une phrase en français, jamais une panne (B4, CONVENTIONS D8)."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelles.api import debit
from jumelles.rapprochement.repertoire import RepertoireAbsent
from tests.atelier.questions import ADRESSE, envoyer, poser

pytestmark = pytest.mark.django_db
COURSE = settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def refus(client: Client, champ: str, texte: str) -> Any:
    dit = envoyer(client, {champ: texte}, code=400)
    assert dit["status"] == 400
    assert dit["title"] == "Demande illisible"
    assert dit["erreurs"][0]["pourquoi"]
    return dit


@pytest.mark.parametrize("champ", ["queries", "extend"])
@pytest.mark.parametrize(
    "texte",
    ["", "{", "null", "[]", "12", '"x"', "{'q': 1}", '{"a": NaN}', '{"a": 1e999}', "[" * 100_000, '{"a": "\\ud800"}',
     '{"a":' * 2000, "\ud800", "9" * 5000, '{"a": ' + "9" * 5000 + "}"],
)  # fmt: skip
def test_un_json_illisible_est_refuse(client: Client, champ: str, texte: str) -> None:
    if "\ud800" in texte:
        corps = f"{champ}=%ed%a0%80"
        reponse = client.post(ADRESSE, corps, content_type="application/x-www-form-urlencoded")
        assert reponse.status_code == 400
        return
    refus(client, champ, texte)


@pytest.mark.parametrize(
    ("question", "ou"),
    [
        ("Grenoble", "q0"), (None, "q0"), ([], "q0"), ({}, "q0"), ({"limit": 1}, "q0"), ({"properties": []}, "q0"),
        ({"query": 12}, "q0.query"), ({"query": None}, "q0.query"), ({"query": ["a"]}, "q0.query"),
        ({"query": "x" * 10_001}, "q0.query"), ({"query": "x", "type": 3}, "q0.type"),
        ({"query": "x", "type": [3]}, "q0.type"), ({"query": "x", "type": {"id": "a"}}, "q0.type"),
        ({"query": "x", "limit": "5"}, "q0.limit"), ({"query": "x", "limit": True}, "q0.limit"),
        ({"query": "x", "limit": None}, "q0.limit"), ({"query": "x", "type_strict": "peut-être"}, "q0.type_strict"),
        ({"query": "x", "props": []}, "q0.props"), ({"query": "x", "properties": {}}, "q0.properties"),
        ({"query": "x", "properties": [{}]}, "q0.properties"),
        ({"query": "x", "properties": [{"pid": 1, "v": 1}]}, "q0.properties"),
        ({"query": "x", "properties": [{"pid": "a"}]}, "q0.properties"),
        ({"query": "x", "properties": [{"pid": "a", "v": None}]}, "q0.properties"),
        ({"query": "x", "properties": [{"pid": "a", "v": [[1]]}]}, "q0.properties"),
        ({"query": "x", "properties": [{"pid": "a", "v": {"name": "a"}}]}, "q0.properties"),
        ({"query": "x", "properties": [{"pid": "a", "v": 1}] * 51}, "q0.properties"),
        ({"query": "x", "properties": [{"pid": "a", "v": [1] * 51}]}, "q0.properties"),
    ],
)  # fmt: skip
def test_une_question_mal_faite_dit_ou(client: Client, question: Any, ou: str) -> None:
    assert refus(client, "queries", json.dumps({"q0": question}))["erreurs"][0]["ou"] == ou


@pytest.mark.parametrize(
    ("demande", "ou"),
    [
        ({}, "extend.ids"), ({"ids": "38185", "properties": []}, "extend.ids"),
        ({"ids": [38185], "properties": []}, "extend.ids"), ({"ids": []}, "extend.properties"),
        ({"ids": [], "properties": ["nom"]}, "extend.properties"),
        ({"ids": [], "properties": [{"id": 3}]}, "extend.properties"),
        ({"ids": [], "properties": [{"id": "a"}] * 51}, "extend.properties"),
        ({"ids": [str(n) for n in range(1001)], "properties": []}, "extend.ids"),
    ],
)  # fmt: skip
def test_une_extension_mal_faite_dit_ou(client: Client, demande: Any, ou: str) -> None:
    assert refus(client, "extend", json.dumps(demande))["erreurs"][0]["ou"] == ou


def test_un_lot_trop_grand_dit_combien(client: Client) -> None:
    dit = refus(client, "queries", json.dumps({str(n): {"query": "a"} for n in range(201)}))
    assert "201" in dit["detail"]
    assert "200" in dit["erreurs"][0]["comment"]
    assert len(poser(client, **{str(n): {"query": "Grenoble"} for n in range(200)})) == 200


def test_un_envoi_trop_lourd_repond_413(client: Client) -> None:
    dit = envoyer(client, {"queries": json.dumps({"q": {"query": "a" * (1 << 20)}})}, code=413)
    assert dit["title"] == "Demande trop lourde"


def test_un_envoi_sans_question_est_refuse(client: Client) -> None:
    assert "queries" in envoyer(client, {"autre": "1"}, code=400)["detail"]
    assert client.post(ADRESSE, b"{}", content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "nom", ["x" * 10_000, "é" * 9_999, "a b " * 2_500, "\x00\u202e\ufeff", "日本語", "'; DROP TABLE"]
)
@pytest.mark.parametrize("type_id", ["commune", "lieu", "pays", "acteur", ""])
def test_un_nom_hostile_n_arrete_rien(client: Client, nom: str, type_id: str) -> None:
    assert not any(c["match"] for c in poser(client, q={"query": nom, "type": type_id})["q"]["result"])


@pytest.mark.parametrize(
    ("chemin", "code"),
    [
        ("rien", 404), ("fiche/rien", 404), ("fiche/" + "9" * 4000, 404), ("fiche/geonames:99999999999999", 404),
        ("fiche/acteur:999999999999999", 404), ("fiche/%00", 404), ("apercu", 404), ("apercu?id=%00", 404),
        ("bulle/choses?id=pays:ZZ", 404), ("bulle/types?id=x", 404), ("types/x", 404), ("suggerer/rien", 404),
        ("suggerer/choses?prefix=san&cursor=-1&limit=0", 200), ("suggerer/choses?prefix=san&cursor=99999999999", 200),
        ("suggerer/choses?prefix=%ff%fe&limit=%D9%A1", 200), ("proprietes?limit=x&type=%00", 200),
        ("?callback=alert(1)", 200),
    ],
)  # fmt: skip
def test_une_adresse_forgee_a_une_reponse_claire(client: Client, chemin: str, code: int) -> None:
    reponse = client.get(f"{ADRESSE}{chemin}")
    assert reponse.status_code == code
    attendu = "application/json" if code == 200 else "application/problem+json"
    assert reponse["Content-Type"] == attendu
    assert "alert" not in reponse.content.decode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda dedans: st.lists(dedans, max_size=4) | st.dictionaries(st.text(max_size=8), dedans, max_size=4),
    max_leaves=12,
)  # fmt: skip
CHAMPS = st.sampled_from(["query", "type", "limit", "properties", "type_strict", "autre"])
VALEUR = st.text(max_size=20) | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
INDICE = st.fixed_dictionaries(
    {
        "pid": st.sampled_from(
            ["pays", "departement", "population", "lat", "lon", "siren", "insee", "geonames", "niveau", "x"]
        ),
        "v": VALEUR | st.lists(VALEUR, max_size=3) | st.fixed_dictionaries({"id": st.text(max_size=12)}),
    }
)
BONNES = st.fixed_dictionaries(
    {"query": st.text(max_size=60) | st.sampled_from(["Grenoble", "Saint-Denis", "acteur:1", "pays:MG", "2A004"])},
    optional={
        "type": st.sampled_from(["commune", "lieu", "pays", "acteur", "x", ""])
        | st.lists(st.sampled_from(["epci", "region"])),
        "limit": st.integers(-5, 2**60) | st.floats(-1e300, 1e300),
        "type_strict": st.sampled_from(["any", "should", "all"]),
        "properties": st.lists(INDICE, max_size=4),
    },
)


@COURSE
@given(lot=JSON | st.dictionaries(st.text(max_size=5), st.dictionaries(CHAMPS, JSON, max_size=5), max_size=3))
def test_n_importe_quel_json_a_une_reponse_claire(client: Client, lot: Any) -> None:
    for champ in ("queries", "extend"):
        reponse = client.post(ADRESSE, {champ: json.dumps(lot)})
        assert reponse.status_code in (200, 400), reponse.content
        assert isinstance(reponse.json(), dict)


@COURSE
@given(lot=st.dictionaries(st.text(max_size=5), BONNES, max_size=4))
def test_toute_question_bien_faite_a_sa_reponse(client: Client, lot: dict[str, Any]) -> None:
    reponses = envoyer(client, {"queries": json.dumps(lot)})
    assert reponses.keys() == lot.keys()
    for reponse in reponses.values():
        acceptes = [c["match"] for c in reponse["result"]]
        assert acceptes == sorted(acceptes, reverse=True)
        assert sum(acceptes) <= 1
        assert all(0 <= c["score"] <= 100 and c["id"] and c["name"] and c["type"] for c in reponse["result"])


def test_la_porte_laisse_poser_une_question_de_partout(client: Client) -> None:
    prealable = client.options(ADRESSE, HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST")
    assert "POST" in prealable["Access-Control-Allow-Methods"]
    assert "Content-Type" in prealable["Access-Control-Allow-Headers"]
    reponse = Client(enforce_csrf_checks=True).post(
        ADRESSE, {"queries": '{"q": {"query": "Grenoble"}}'}, HTTP_ORIGIN="https://ailleurs.exemple.invalid"
    )
    assert reponse.status_code == 200
    assert reponse["Access-Control-Allow-Origin"] == "*"
    assert not reponse.cookies


@pytest.mark.parametrize("methode", ["put", "patch", "delete", "trace"])
def test_rien_d_autre_ne_passe(client: Client, methode: str) -> None:
    assert getattr(client, methode)(ADRESSE).status_code == 405
    assert client.post("/api/rapprochement/apercu").status_code == 405
    assert client.post("/api/v1/relations").status_code == 405


def test_le_debit_est_celui_de_l_api(client: Client, settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    settings.API_DEBIT = 2
    monkeypatch.setattr(debit, "passer", lambda _adresse: debit.Debit(2, 0, 30, True))
    reponse = client.post(ADRESSE, {"queries": "{}"})
    assert reponse.status_code == 429
    assert reponse["Retry-After"] == "30"


def test_des_noms_qui_se_preparent_demandent_de_revenir(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> Any:
        raise RepertoireAbsent("pas encore")

    monkeypatch.setattr("jumelles.api.rapprochement.reponse.rapprocheur_du_moment", absent)
    reponse = client.post(ADRESSE, {"queries": '{"q": {"query": "Grenoble"}}'})
    assert reponse.status_code == 503
    assert int(reponse["Retry-After"]) > 0


def test_seul_l_apercu_se_montre_chez_les_autres(client: Client) -> None:
    """Un cadre d'OpenRefine l'affiche ; nulle autre page du service."""
    apercu = client.get("/api/rapprochement/apercu?id=38185")
    assert "X-Frame-Options" not in apercu
    assert "frame-ancestors *" in apercu["Content-Security-Policy"]
    assert client.get(ADRESSE)["X-Frame-Options"] == "DENY"
