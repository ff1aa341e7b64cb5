"""Ce qui se rapproche d'office, et ce qui attend une personne : jamais un nom nu que plusieurs portent (B4, B14)."""

from typing import Any

import pytest
from django.test import Client

from tests.atelier.questions import candidats, poser, retenu

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("nom", "type_id", "indices", "attendu"),
    [
        ("Grenoble", None, {}, "38185"),
        ("Dunkirk", "territoire", {}, "59183"),
        ("Dunkirk", None, {"pays": "France"}, "59183"),
        ("CG des Yvelines", None, {}, "D78"),
        ("CR de Picardie", "territoire", {}, "R32"),
        ("METROPOLE DE LYON", "epci", {}, "200046977"),
        ("Corse", "region", {}, "R94"),
        ("Saint-Denis", "commune", {"departement": "974"}, "97411"),
        ("Saint-Denis", "commune", {"departement": {"id": "D93", "name": "Seine-Saint-Denis"}}, "93066"),
        ("Saint-Denis", "commune", {"departement": "Seine-Saint-Denis"}, "93066"),
        ("Cologne", "lieu", {"pays": "Allemagne"}, "geonames:2886242"),
        ("Cologne", "lieu", {"pays": {"id": "pays:DE"}}, "geonames:2886242"),
        ("Cologne", "autorite_etrangere", {"pays": "DEU"}, None),
        ("Allemagne", "pays", {}, "pays:DE"),
        ("Germany", "pays", {}, "pays:DE"),
        ("Madagascar", None, {}, "pays:MG"),
        ("Agence française de développement", "organisation", {}, "acteur"),
        ("D38", None, {}, "D38"),
        ("213801855", None, {}, "38185"),
        ("geonames:2886242", None, {}, "geonames:2886242"),
        ("https://exemple.invalid/territoires/38185-grenoble/", None, {}, "38185"),
    ],
)
def test_ce_qui_est_sur_se_rapproche_seul(
    client: Client, nom: str, type_id: Any, indices: dict[str, Any], attendu: str | None
) -> None:
    """B4 : le nom, ou le nom et ce que la ligne dit d'autre, ne laissent qu'une chose."""
    trouve = retenu(client, nom, type_id, **indices)
    if attendu is None or attendu == "acteur":
        assert str(trouve).startswith("acteur:")
    else:
        assert trouve == attendu


@pytest.mark.parametrize(
    ("nom", "type_id", "indices"),
    [
        ("Saint-Denis", None, {}),
        ("Saint-Denis", "commune", {}),
        ("Saint-Denis", "territoire", {"niveau": "commune"}),
        ("Sainte-Marie", "commune", {}),
        ("Dunkirk", None, {}),  # il en est aussi aux États-Unis
        ("Cologne", None, {}),  # la commune du Gers, ou Köln
        ("Luxembourg", None, {}),  # le pays, ou la ville
        ("38185", None, {}),  # un code postal, peut-être
        ("AFD", None, {}),  # aussi le code d'un aéroport
        ("Allemage", "pays", {}),
        ("Congo belge d'autrefois", "pays", {}),
        ("Antananarivo", None, {"pays": "Royaume de Narnia"}),
        ("Lyon", "commune", {"insee": "38185"}),
        ("Lyon", "commune", {"departement": "38"}),
        ("Grenoble", "lieu", {}),
        ("Grenoble", "sorte inconnue", {}),
    ],
)
def test_ce_qui_ne_l_est_pas_attend_une_personne(
    client: Client, nom: str, type_id: Any, indices: dict[str, Any]
) -> None:
    """B14 : homonymes, indices qui se contredisent, noms à peu près : proposés, jamais choisis."""
    assert retenu(client, nom, type_id, **indices) is None


def test_chaque_candidat_dit_ses_raisons(client: Client) -> None:
    premier = candidats(client, "CR de Picardie")[0]
    assert "Picardie" in premier["description"]
    assert "région" in premier["description"]
    assert {f["id"] for f in premier["features"]} == {"ressemblance", "meme_nom"}
    assert 0 < premier["score"] <= 100


def test_le_rapproche_est_toujours_le_premier(client: Client) -> None:
    for nom in ("Grenoble", "Madagascar", "CG des Yvelines"):
        trouves = candidats(client, nom)
        assert [c["match"] for c in trouves] == [True] + [False] * (len(trouves) - 1)


def test_un_type_restreint_et_une_liste_de_types_admet_l_un_ou_l_autre(client: Client) -> None:
    assert {t["id"] for c in candidats(client, "Lyon", "commune") for t in c["type"]} == {"commune", "territoire"}
    ids = {c["id"] for c in candidats(client, "Lyon", ["commune", "collectivite_unique"])}
    assert {"69123", "200046977"} <= ids
    assert candidats(client, "Lyon", "rien de tel") == []


def test_type_strict_dit_comment_lire_plusieurs_types(client: Client) -> None:
    """« all » : tous à la fois ; « any » : l'un d'eux ; « should » : de préférence, sans rien écarter."""
    tous = {"query": "Luxembourg", "type": ["pays", "lieu"]}
    rendus = poser(client, all={**tous, "type_strict": "all"}, any={**tous, "type_strict": "any"},
                   should={**tous, "type": "pays", "type_strict": "should"})  # fmt: skip
    assert rendus["all"]["result"] == []
    assert {"pays:LU", "geonames:2960316"} <= {c["id"] for c in rendus["any"]["result"]}
    assert rendus["should"]["result"][0]["id"] == "pays:LU"
    assert "geonames:2960316" in {c["id"] for c in rendus["should"]["result"]}


@pytest.mark.parametrize(
    ("pid", "v"),
    [
        ("population", "512"), ("population", 512.0), ("population", ["nan", "5 12"]), ("departement", "D11"),
        ("departement", {"id": "D11", "name": "Aude"}), ("siren", "211 103 395"), ("siren", 211103395),
        ("insee", 11339),
    ],
)  # fmt: skip
def test_un_indice_s_ecrit_comme_un_tableur_l_ecrit(client: Client, pid: str, v: Any) -> None:
    """Texte, nombre, liste, chose déjà rapprochée : celui de l'Aude passe devant La Réunion et le 93."""
    assert candidats(client, "Saint-Denis", "commune", **{pid: v})[0]["id"] == "11339"


@pytest.mark.parametrize("v", ["", "nan", "abc", True, -5, 1e300, 2**63, ["", "None"], {"id": ""}])
@pytest.mark.parametrize("pid", ["population", "lat", "departement", "niveau", "insee", "geonames", "inconnue"])
def test_un_indice_illisible_est_comme_absent(client: Client, pid: str, v: Any) -> None:
    assert candidats(client, "Grenoble", "commune", **{pid: v})[0]["id"] == "38185"


def test_la_limite_est_tenue_et_bornee(client: Client) -> None:
    question = {"query": "Saint-Martin", "type": "commune"}
    lots = {str(n): {**question, "limit": n} for n in (0, 1, 7, 2.9, -3, 10**12)}
    combien = {n: len(r["result"]) for n, r in poser(client, **lots).items()}
    assert combien["0"] == combien["1"] == combien["-3"] == 1
    assert combien["7"] == 7
    assert combien["2.9"] == 2
    assert 7 < combien["1000000000000"] <= 50
