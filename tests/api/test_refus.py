"""Ce que l'API refuse, elle l'explique : où, la valeur reçue, pourquoi, comment (RFC 9457, CONVENTIONS D8)."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def refus(client: Client, adresse: str, code: int = 422) -> Any:
    reponse = client.get(adresse)
    assert reponse.status_code == code, reponse.content[:300]
    assert reponse["Content-Type"] == "application/problem+json"
    dit = reponse.json()
    assert dit["status"] == code
    assert dit["type"].endswith(f"/api/#probleme-{code}")
    assert dit["title"]
    assert dit["detail"]
    return dit


@pytest.mark.parametrize(
    ("question", "ou", "comment"),
    [
        ("pay=MG", "pay", "Vouliez-vous écrire « pays » ?"),
        ("truc=1", "truc", "Paramètres acceptés : q, pays,"),
        ("region=84", "region", "Paramètres acceptés"),
        ("pays=FRA", "pays", "Deux lettres"),
        ("territoire=Gre%20noble", "territoire", "Un code INSEE (38185)"),
        ("nature=amitie", "nature", "Valeurs acceptées : jumelage"),
        ("etat=mort", "etat", "Valeurs acceptées : actif"),
        ("odd=18", "odd", "Valeurs acceptées : 1, 2, 3"),
        ("depuis=90", "depuis", "Au moins 1000."),
        ("depuis=3000", "depuis", "Au plus 2999."),
        ("depuis=-5", "depuis", "quatre chiffres"),
        ("taille=0", "taille", "Au moins 1."),
        ("taille=501", "taille", "Au plus 500."),
        ("taille=143865678901623040644277146600079360", "taille", "Écrivez des chiffres"),
        ("taille=10&taille=20", "taille", "une seule fois"),
        ("emprise=1,2,3", "emprise", "ouest,sud,est,nord"),
        ("emprise=nan,0,1,1", "emprise", "ouest,sud,est,nord"),
        ("emprise=0,50,1,40", "emprise", "le sud sous le nord"),
        ("modifie_depuis=hier", "modifie_depuis", "2026-11-01"),
        ("modifie_depuis=2026-11-01T10:00:00+01:00", "modifie_depuis", "%2B"),
        ("interieures=1", "interieures", "oui, non"),
        ("statut=en_cours", "statut", "Paramètres acceptés"),
        ("q=" + "a" * 121, "q", "Au plus 120 signes."),
        ("&".join(["pays=MG"] * 41), "pays", "Au plus 40 valeurs"),
        ("partie=-1", "partie", "numéro d'un acteur"),
    ],
)
def test_une_demande_refusee_dit_comment_se_corriger(client: Client, question: str, ou: str, comment: str) -> None:
    dit = refus(client, f"/api/v1/relations?{question}")
    assert [e["ou"] for e in dit["erreurs"]] == [ou]
    assert comment in dit["erreurs"][0]["comment"]
    assert dit["erreurs"][0]["pourquoi"].endswith(".")
    assert "pays" in dit["acceptes"]


def test_toutes_les_fautes_se_disent_d_un_coup(client: Client) -> None:
    dit = refus(client, "/api/v1/relations?pay=MG&depuis=x&taille=0")
    assert sorted(e["ou"] for e in dit["erreurs"]) == ["depuis", "pay", "taille"]


def test_une_valeur_vide_vaut_absence(client: Client) -> None:
    """Un formulaire envoie ses champs vides : l'adresse copiée du site doit marcher."""
    assert client.get("/api/v1/relations?q=&pays=&depuis=&emprise=&taille=1").status_code == 200


@pytest.mark.parametrize("adresse", ["/api/v1", "/api/v1/rien", "/api/v1/relations/", "/api/v1/relations/abc",
                                     "/api/v1/territoires/99999", "/api/v1/territoires/" + "9" * 300,
                                     "/api/v1/pays/ZZ", "/api/v1/pays/france", "/api/v1/thesaurus/astres",
                                     "/api/v1/facettes/astres", "/api/v1/..%2f..%2fetc"])  # fmt: skip
def test_une_adresse_inconnue_repond_404(client: Client, adresse: str) -> None:
    refus(client, adresse, 404)


def test_trop_de_parametres_repond_400(client: Client) -> None:
    refus(client, "/api/v1/relations?" + "&".join(f"a{n}=1" for n in range(1500)), 400)


def test_un_hote_inconnu_repond_400(client: Client) -> None:
    reponse = client.get("/api/v1/relations", HTTP_HOST="pirate.exemple.fr")
    assert reponse.status_code == 400
    assert reponse["Content-Type"] == "application/problem+json"


def test_une_panne_ne_montre_rien_du_code(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def tombe(*_: Any, **__: Any) -> Any:
        raise RuntimeError("secret de fabrication")

    monkeypatch.setattr("jumelles.api.references.sources", tombe)
    client.raise_request_exception = False
    dit = refus(client, "/api/v1/sources", 500)
    assert "secret" not in str(dit)
    assert "X-Request-ID" in dit["detail"]
