"""Ce qu'un envoi peut coûter : les questions se comptent, les textes sont bornés, et l'excès se dit."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jumelles.api import debit
from jumelles.api.rapprochement import vues
from jumelles.api.rapprochement.lecture import FAUTES_DITES, ID_MAX, QUESTIONS_MAX, VALEUR_MAX
from tests.atelier.questions import ADRESSE, envoyer, etendre

pytestmark = pytest.mark.django_db


@pytest.fixture
def sans_moteur(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Rien ne se cherche ; combien de questions seraient parvenues au moteur."""
    parvenues: list[int] = []
    monkeypatch.setattr(vues, "repondre", lambda questions: parvenues.append(len(questions)) or {})
    return parvenues


def test_ce_sont_les_questions_qui_se_comptent(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sans_moteur: list[int]
) -> None:
    settings.API_DEBIT, settings.VAR = 100, tmp_path
    monkeypatch.setattr(debit.time, "time", lambda: 1_800_000_000.0)
    lot = {"queries": json.dumps({str(n): {"query": "a"} for n in range(QUESTIONS_MAX)})}
    permis = 100 * debit.QUESTIONS_PAR_DEMANDE
    for _ in range(permis // QUESTIONS_MAX):
        envoyer(client, lot)
    refus = client.post(ADRESSE, {"queries": '{"q": {"query": "a"}}'})
    assert (refus.status_code, refus["Retry-After"]) == (429, refus["RateLimit-Reset"])
    assert "questions par minute" in refus.json()["detail"]
    assert client.post(ADRESSE, {"extend": '{"ids": ["38185"], "properties": []}'}).status_code == 429
    assert client.get(ADRESSE).status_code == 200  # le manifeste ne pose pas de question
    assert client.post(ADRESSE, lot, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert sum(sans_moteur) == permis + QUESTIONS_MAX


def test_le_plus_grand_lot_passe_si_bas_que_soit_le_debit(settings: Any) -> None:
    settings.API_DEBIT = 1
    assert debit.questions_permises() >= 5 * QUESTIONS_MAX
    settings.API_DEBIT = 0
    assert debit.questions_permises() == 0


@pytest.mark.parametrize(
    ("champ", "demande", "ou"),
    [
        ("queries", {str(n): {"query": "mot " * 12_500} for n in range(19)}, "0.query"),
        ("queries", {"q": {"properties": [{"pid": "pays", "v": "x" * (VALEUR_MAX + 1)}]}}, "q.properties"),
        ("queries", {"q": {"properties": [{"pid": "x" * (VALEUR_MAX + 1), "v": 1}]}}, "q.properties"),
        ("queries", {"q": {"properties": [{"pid": "a", "v": ["b", {"id": "x" * 10**5}]}]}}, "q.properties"),
        ("extend", {"ids": ["1" * (ID_MAX + 1)], "properties": []}, "extend.ids"),
        ("extend", {"ids": [], "properties": [{"id": "1" * (ID_MAX + 1)}]}, "extend.properties"),
    ],
)  # fmt: skip
def test_un_texte_demesure_est_refuse_avant_toute_recherche(
    client: Client, sans_moteur: list[int], champ: str, demande: Any, ou: str
) -> None:
    """Un mégaoctet de noms hostiles ne coûte que sa lecture, et la faute dit où et combien."""
    dit = envoyer(client, {champ: json.dumps(demande)}, code=400)
    assert dit["erreurs"][0]["ou"] == ou
    assert "Au plus" in dit["erreurs"][0]["comment"]
    assert sans_moteur == []


def test_cent_mille_fautes_n_en_font_dire_que_quelques_unes(client: Client) -> None:
    question = {f"champ{n}": 1 for n in range(50_000)}
    assert len(envoyer(client, {"queries": json.dumps({"q": question})}, code=400)["erreurs"]) == FAUTES_DITES


def test_une_propriete_demandee_deux_fois_ne_se_lit_qu_une(client: Client) -> None:
    lues = envoyer(client, {"extend": json.dumps({"ids": ["38185"], "properties": [{"id": "insee"}] * 50})})
    assert [m["id"] for m in lues["meta"]] == ["insee"]
    assert lues["rows"] == etendre(client, ["38185"], "insee")
