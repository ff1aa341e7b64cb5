"""Le seuil de l'API : lecture seule, ouverte à tous les sites, sans témoin, au débit dit (CONVENTIONS D8)."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jumelles.api import debit

pytestmark = pytest.mark.django_db
PERMISES = "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("adresse", ["/api/v1/relations", "/api/v1/nulle-part", "/api/schema/"])
def test_l_api_se_lit_seulement(client: Client, methode: str, adresse: str) -> None:
    reponse = getattr(client, methode)(adresse)
    assert reponse.status_code == 405
    assert reponse["Allow"] == PERMISES
    assert reponse["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("adresse", ["/api/v1/relations?taille=1", "/api/v1/nulle-part", "/api/schema/"])
def test_n_importe_quel_site_peut_lire_sans_identite(client: Client, adresse: str) -> None:
    reponse = client.get(adresse, HTTP_ORIGIN="https://ailleurs.exemple.fr")
    assert reponse["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in reponse
    assert not reponse.cookies
    assert "Cookie" not in reponse.get("Vary", "")


def test_la_demande_prealable_dit_ce_qui_est_permis(client: Client) -> None:
    reponse = client.options("/api/v1/relations", HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET")
    assert (reponse.status_code, reponse.content) == (204, b"")
    assert reponse["Access-Control-Allow-Methods"] == PERMISES
    assert "If-None-Match" in reponse["Access-Control-Allow-Headers"]


def test_les_pages_du_site_ne_s_ouvrent_pas_ainsi(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/mentions-legales/")
    assert "Access-Control-Allow-Origin" not in client.get("/api/")


def test_l_api_ne_reconnait_personne(client: Client) -> None:
    """Une session ouverte ne change ni la réponse, ni le cache : l'API répond comme à personne."""
    equipe = get_user_model().objects.create(email="equipe@exemple.invalid", est_equipe=True)
    client.force_login(equipe)
    assert client.get("/mentions-legales/").status_code == 302  # second facteur demandé : la session est bien lue
    connue = client.get("/api/v1/relations?taille=1")
    assert connue.status_code == 200
    assert connue["ETag"] == Client().get("/api/v1/relations?taille=1")["ETag"]


def test_la_reponse_se_compresse(client: Client) -> None:
    reponse = client.get("/api/v1/thesaurus/secteurs_cad", HTTP_ACCEPT_ENCODING="gzip")
    assert reponse["Content-Encoding"] == "gzip"
    assert reponse["ETag"].startswith('W/"')
    encore = client.get("/api/v1/thesaurus/secteurs_cad", HTTP_IF_NONE_MATCH=reponse["ETag"])
    assert encore.status_code == 304


@pytest.fixture
def borne(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> float:
    """Trois demandes par minute, dans un fichier à soi, à une heure arrêtée."""
    settings.API_DEBIT, settings.VAR = 3, tmp_path
    heure = 1_800_000_000.0
    monkeypatch.setattr(debit.time, "time", lambda: heure)
    return heure


def test_le_debit_se_dit_puis_se_refuse(client: Client, borne: float) -> None:
    restes = []
    for _ in range(3):
        reponse = client.get("/api/v1/thesaurus/odd")
        restes.append(reponse["RateLimit-Remaining"])
        assert reponse["RateLimit-Limit"] == "3"
        assert reponse["RateLimit-Policy"] == "3;w=60"
    assert restes == ["2", "1", "0"]
    refus = client.get("/api/v1/thesaurus/odd")
    assert refus.status_code == 429
    assert refus.json()["title"] == "Trop de demandes"
    assert 0 < int(refus["Retry-After"]) <= 60
    assert refus["Retry-After"] == refus["RateLimit-Reset"]


def test_chaque_adresse_a_son_debit(client: Client, borne: float) -> None:
    for _ in range(4):
        epuisee = client.get("/api/v1/thesaurus/odd", REMOTE_ADDR="203.0.113.1")
    assert epuisee.status_code == 429
    assert client.get("/api/v1/thesaurus/odd", REMOTE_ADDR="203.0.113.2").status_code == 200


def test_une_personne_en_ipv6_n_a_qu_un_debit(client: Client, borne: float) -> None:
    """Un abonné a tout un réseau /64 : en changer la fin ne rend pas un débit neuf."""
    codes = [client.get("/api/v1/thesaurus/odd", REMOTE_ADDR=f"2001:db8:0:1::{n}").status_code for n in range(1, 5)]
    assert codes == [200, 200, 200, 429]
    assert client.get("/api/v1/thesaurus/odd", REMOTE_ADDR="2001:db8:0:2::1").status_code == 200


def test_deux_personnes_en_ipv4_ecrites_en_ipv6_ont_chacune_leur_debit(client: Client, borne: float) -> None:
    """Un site qui écoute en IPv6 voit « ::ffff:203.0.113.1 » : ce n'est pas un seul réseau pour tout le monde."""
    codes = [
        client.get("/api/v1/thesaurus/odd", REMOTE_ADDR=f"::ffff:203.0.113.{n}").status_code for n in (1, 1, 1, 1, 2)
    ]
    assert codes == [200, 200, 200, 429, 200]
    assert client.get("/api/v1/thesaurus/odd", REMOTE_ADDR="203.0.113.1").status_code == 429


def test_la_minute_suivante_rend_le_debit(client: Client, borne: float, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [client.get("/api/v1/thesaurus/odd").status_code for _ in range(4)]
    assert codes[-1] == 429
    monkeypatch.setattr(debit.time, "time", lambda: borne + 60)
    assert client.get("/api/v1/thesaurus/odd").status_code == 200


def test_l_adresse_n_est_gardee_nulle_part(client: Client, settings: Any, borne: float, tmp_path: Path) -> None:
    client.get("/api/v1/thesaurus/odd", REMOTE_ADDR="203.0.113.77")
    octets = b"".join(f.read_bytes() for f in tmp_path.glob("debit.sqlite3*"))
    assert octets
    assert b"203.0.113.77" not in octets


def test_un_compteur_en_panne_ne_ferme_pas_l_api(client: Client, settings: Any, borne: float, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "absent"
    reponse = client.get("/api/v1/thesaurus/odd")
    assert reponse.status_code == 200
    assert "RateLimit-Limit" not in reponse
