"""La description OpenAPI 3.1 et la page à lire : en français, entières, sans rien qui vienne d'ailleurs (D8)."""

import re
from typing import Any

import pytest
from django.test import Client

from jumelles.api import schema
from jumelles.api.schema import openapi
from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.filtre import CLES, PROPRES, SORTES

pytestmark = pytest.mark.django_db
ANGLAIS = re.compile(r"\b(the|of|with|required|should|returns?|not found|must be|successful)\b", re.I)


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [(chemin, op) for chemin, methodes in openapi()["paths"].items() for op in methodes.values()]


def textes(noeud: Any, nom: str = "") -> list[str]:
    """Tout ce qu'une personne lira dans la description."""
    if isinstance(noeud, dict):
        return [t for cle, valeur in noeud.items() for t in textes(valeur, cle)]
    if isinstance(noeud, list):
        return [t for valeur in noeud for t in textes(valeur, nom)]
    return [noeud] if nom in ("description", "summary") and isinstance(noeud, str) else []


def test_la_description_est_d_openapi_3_1(client: Client) -> None:
    reponse = client.get("/api/schema/")
    assert reponse["Content-Type"] == "application/json"
    dit = reponse.json()
    assert dit["openapi"] == "3.1.0"
    assert dit["info"]["title"] == "API de Jumelles"
    assert "Licence Ouverte" in dit["info"]["license"]["name"]
    assert client.get("/api/schema/", HTTP_IF_NONE_MATCH=reponse["ETag"]).status_code == 304


def test_tout_ce_qui_se_lit_est_en_francais() -> None:
    lus = textes(openapi())
    assert len(lus) > 200
    assert [t for t in lus if ANGLAIS.search(t)] == []


@pytest.mark.parametrize("sorte", SORTES)
def test_chaque_facette_et_chaque_colonne_est_decrite(sorte: Any) -> None:
    parametres = {p["name"]: p for p in openapi()["paths"][f"/api/v1/{sorte}"]["get"]["parameters"]}
    assert set(parametres) & set(CLES) == PROPRES[sorte]
    assert all(p["description"].endswith(".") for p in parametres.values())
    nom = {"relations": "Relation", "projets": "Projet", "acteurs": "Acteur"}[sorte]
    decrites = openapi()["components"]["schemas"][nom]["properties"]
    assert list(decrites) == [c.nom for c in COLONNES[sorte]]
    assert all(d["description"] for d in decrites.values())


def test_tout_entier_est_borne() -> None:
    """Un entier sans borne a déjà fait tomber l'essai de la pile (PILE §2.9)."""
    for chemin, operation in operations():
        for parametre in operation["parameters"]:
            if parametre["schema"].get("type") == "integer":
                assert {"minimum", "maximum"} <= set(parametre["schema"]), (chemin, parametre["name"])
            if parametre["schema"].get("type") == "array":
                assert parametre["schema"]["maxItems"] <= 40


def test_chaque_refus_est_decrit_avec_son_corps() -> None:
    for chemin, operation in operations():
        reponses = operation["responses"]
        assert {"200", "304", "400", "405", "422", "429", "503"} <= set(reponses), chemin
        for code, reponse in reponses.items():
            if int(code) >= 400:
                assert list(reponse["content"]) == ["application/problem+json"]
                assert reponse["content"]["application/problem+json"]["example"]["status"] == int(code)
        assert "Retry-After" in reponses["429"]["headers"]


def test_la_page_se_lit_sans_rien_d_ailleurs(client: Client) -> None:
    page = client.get("/api/").content.decode()
    chargees = re.findall(r'<(?:script|img|iframe|link rel="stylesheet")[^>]* (?:src|href)="([^"]+)"', page)
    assert chargees
    assert all(adresse.startswith("/statique/") for adresse in chargees)
    for chemin, operation in operations():
        assert chemin in page
        assert f'id="{operation["operationId"]}"' in page
    for code in (400, 404, 405, 410, 422, 429, 500, 503):
        assert f'id="probleme-{code}"' in page
    assert all(f"<code>{c.nom}</code>" in page for c in COLONNES["projets"])


def test_chaque_lien_pour_essayer_repond(client: Client) -> None:
    essais = re.findall(r'class="bouton bouton--creux" href="(/api/v1/[^"]+)"', client.get("/api/").content.decode())
    assert len(essais) >= 10
    for adresse in essais:
        assert client.get(adresse.replace("&amp;", "&")).status_code == 200, adresse


def test_la_racine_dit_ou_aller(client: Client) -> None:
    dit = client.get("/api/v1/").json()
    assert dit["documentation"].endswith("/api/")
    assert "/api/v1/relations" in dit["adresses"]


def test_chaque_phrase_se_dit_dans_la_langue_de_la_demande(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tout ce qui se lit passe par le catalogue ; les docstrings des modèles et les titres, non."""
    schema._openapi.cache_clear()
    monkeypatch.setattr(schema, "gettext", lambda texte: f"traduit : {texte}")
    decrit = schema.openapi()
    schema._openapi.cache_clear()
    assert decrit["info"]["description"].startswith("traduit : ")
    for methodes in decrit["paths"].values():
        for operation in methodes.values():
            assert operation["summary"].startswith("traduit : ")
            assert all(famille.startswith("traduit : ") for famille in operation["tags"])
            assert all(p["description"].startswith("traduit : ") for p in operation["parameters"])
            assert all(r["description"].startswith("traduit : ") for r in operation["responses"].values())
