"""Ce que les pages disent aux machines et à qui les partage (D5)."""

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.web import semantique

pytestmark = pytest.mark.django_db


def graphe(html: str) -> dict[str, dict[str, Any]]:
    """Les objets d'une page, par type."""
    (dit,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    lu = json.loads(dit)
    assert lu["@context"] == "https://schema.org"
    return {o["@type"]: o for o in lu["@graph"]}


def lire(client: Client, adresse: str) -> str:
    return client.get(adresse).content.decode()


def premier(filtre: Filtre, sorte: Any) -> str:
    return str(moteur().parcourir(filtre, sorte, nombre=1)[0].fiche["adresse"])


def test_l_accueil_dit_ou_chercher(client: Client) -> None:
    site = graphe(lire(client, "/"))["WebSite"]
    modele = site["potentialAction"]["target"]["urlTemplate"]
    assert modele == "http://localhost:8000/recherche/?q={recherche}"
    assert site["potentialAction"]["query-input"] == "required name=recherche"


def test_un_territoire_est_une_organisation_publique_avec_ses_codes(client: Client) -> None:
    objets = graphe(lire(client, "/territoires/38185-grenoble/"))
    grenoble = objets["GovernmentOrganization"]
    codes = {c["propertyID"]: c["value"] for c in grenoble["identifier"]}
    assert codes == {"INSEE": "38185", "SIREN": "213801855"}
    assert grenoble["areaServed"]["name"] == "Grenoble"
    etapes = objets["BreadcrumbList"]["itemListElement"]
    assert [e["position"] for e in etapes] == list(range(1, len(etapes) + 1))
    assert etapes[0]["item"] == "http://localhost:8000/"
    assert all(e["item"].startswith("http://localhost:8000/") for e in etapes[:-1])


def test_un_acteur_et_un_projet_disent_qui_ils_sont(client: Client) -> None:
    acteur = graphe(lire(client, premier(Filtre(type_acteur=("autorite_etrangere",)), "acteurs")))
    assert acteur["GovernmentOrganization"]["areaServed"]["@type"] == "Country"
    projet = graphe(lire(client, premier(Filtre(), "projets")))["Project"]
    assert projet["name"]
    assert projet["identifier"]["value"].isdigit()


@pytest.mark.parametrize(("rubrique", "nom"), [("acteur", "a"), ("projet", "f")])
def test_la_demonstration_ne_se_dit_pas_aux_machines(rubrique: str, nom: str) -> None:
    """C0.4 : ce qui est inventé n'entre dans aucun moteur de recherche comme un fait."""
    inventee = SimpleNamespace(bref=SimpleNamespace(demonstration=True))
    assert semantique.dire(rubrique, {nom: inventee}) == ""


def test_les_donnees_sont_des_jeux(client: Client) -> None:
    dit = re.search(r'<script type="application/ld\+json">(.*?)</script>', lire(client, "/donnees/"), re.DOTALL)
    jeux = [o for o in json.loads(dit.group(1))["@graph"] if o["@type"] == "Dataset"]  # type: ignore[union-attr]
    assert len(jeux) == 3
    assert all(50 <= len(j["description"]) <= 5000 and j["license"] for j in jeux)


def test_rien_ne_ferme_la_balise_avant_l_heure() -> None:
    """Un nom malveillant reste une donnée : « < » est échappé, et le JSON se relit tel quel."""
    piege = "</script><script>alert(1)</script>&"
    dit = semantique.dire("relation", {"fil": [(piege, "")]})
    assert "<" not in dit
    assert json.loads(dit)["@graph"][0]["itemListElement"][1]["name"] == piege


def test_une_page_se_redit_a_qui_la_partage(client: Client) -> None:
    html = lire(client, "/territoires/38185-grenoble/")
    titre = re.search(r"<title>(.*?)</title>", html).group(1)  # type: ignore[union-attr]
    assert f'<meta property="og:title" content="{titre}">' in html
    assert '<meta property="og:url" content="http://localhost:8000/territoires/38185-grenoble/">' in html
    assert html.count('<meta name="description"') == html.count("<title>") == 1
    description = re.search(r'<meta name="description" content="([^"]*)"', html).group(1)  # type: ignore[union-attr]
    assert f'<meta property="og:description" content="{description}">' in html
    assert "&amp;#x27;" not in html


@pytest.mark.navigateur
def test_la_politique_de_securite_laisse_les_donnees_et_refuse_le_reste(site: Any, page: Any) -> None:
    """Une donnée n'est pas un script : Chromium la garde, n'exécute rien, ne se plaint de rien."""
    plaintes: list[str] = []
    page.on("console", lambda m: plaintes.append(m.text) if m.type == "error" else None)
    page.goto("/")
    assert "SearchAction" in page.inner_text('script[type="application/ld+json"]')
    assert not [p for p in plaintes if "Content Security Policy" in p]
