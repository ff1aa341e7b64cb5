"""Le cadre à intégrer, le code qu'on colle, oEmbed : ouverts aux autres sites, là et nulle part ailleurs (D2, B2)."""

import html
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import moteur

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sorte", SORTES)
def test_le_cadre_se_montre_chez_les_autres_sans_cookie(client: Client, sorte: str) -> None:
    reponse = client.get(f"/integrer/vue/{sorte}/?pays=MG&nombre=5")
    assert reponse.status_code == 200
    assert "frame-ancestors *" in reponse["Content-Security-Policy"]
    assert "X-Frame-Options" not in reponse
    assert not reponse.cookies
    page = reponse.content.decode()
    assert f'href="http://localhost:8000/{sorte}/?pays=MG"' in page
    assert "<script" not in page
    assert "<form" not in page


@pytest.mark.parametrize("adresse", ["/", "/relations/", "/integrer/relations/", "/donnees/", "/relations.csv"])
def test_le_reste_du_site_ne_se_montre_pas_ailleurs(client: Client, adresse: str) -> None:
    reponse = client.get(adresse)
    assert "frame-ancestors 'none'" in reponse["Content-Security-Policy"]
    assert reponse["X-Frame-Options"] == "DENY"


def test_le_cadre_montre_les_memes_fiches_que_la_liste(client: Client) -> None:
    """C0.2 : mêmes fiches, même ordre, même compte."""
    liste = client.get("/relations/?pays=MG").content.decode()
    cadre = client.get("/integrer/vue/relations/?pays=MG&nombre=50").content.decode()
    numeros = [int(n) for n in re.findall(r"/relations/(\d+)-", cadre)]
    assert numeros == [int(n) for n in re.findall(r'data-id="(\d+)"', liste)]
    assert f"{moteur().compter(Filtre(pays=('MG',)), 'relations')} jumelages" in cadre.replace("\u00a0", " ")


def test_le_cadre_dit_ce_que_sa_carte_ne_montre_pas(client: Client) -> None:
    """B7 : compté en mots, jamais posé sur la carte."""
    mg = Filtre(pays=("MG",))
    reste = moteur().compter(mg, "relations") - moteur().compter(mg, "relations", situes=True)
    assert reste
    cadre = client.get("/integrer/vue/relations/?pays=MG").content.decode().replace("\u00a0", " ")
    assert re.search(rf'<figcaption class="note">{reste} n’(a|ont) pas de lieu précis', cadre)
    assert "Selon : " in cadre
    assert "nue=oui" in cadre


def test_le_parametre_embed_mene_au_cadre(client: Client) -> None:
    """B2."""
    reponse = client.get("/projets/?embed=1&pays=MG")
    assert (reponse.status_code, reponse["Location"]) == (302, "/integrer/vue/projets/?pays=MG")


def test_le_generateur_donne_un_code_qui_mene_au_cadre(client: Client) -> None:
    """Sans JavaScript : un formulaire, un texte à copier, un lien pour voir."""
    page = client.get("/integrer/relations/?pays=MG&titre=Nos+liens&largeur=640&hauteur=480&montrer=liste").content
    texte = page.decode()
    code = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", texte, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert 'title="Nos liens" width="640" height="480"' in code
    assert "<a href=" in code
    adresse = html.unescape(re.search(r'src="http://localhost:8000([^"]+)"', code).group(1))  # type: ignore[union-attr]
    assert adresse == "/integrer/vue/relations/?pays=MG&montrer=liste&nombre=10&titre=Nos+liens"
    assert client.get(adresse).status_code == 200
    assert f'href="http://localhost:8000{html.escape(adresse)}"' in texte


@pytest.mark.parametrize("question", ["largeur=99999&hauteur=0&nombre=-3", "titre=" + "a" * 5000, "montrer=rien"])
def test_les_reglages_sortent_rarement_des_bornes(client: Client, question: str) -> None:
    code = client.get(f"/integrer/relations/?{question}").content.decode()
    assert 'width="99999"' not in html.unescape(code)
    assert "a" * 121 not in code


def test_un_titre_ne_s_echappe_pas_du_code(client: Client) -> None:
    """Deux échappements : celui du code à coller, celui de la page qui le montre."""
    piege = '"><script>alert(1)</script>'
    page = client.get("/integrer/relations/", {"titre": piege}).content.decode()
    code = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert "<script" not in code
    assert "<script>alert" not in page
    assert "<script" not in client.get("/integrer/vue/relations/", {"titre": piege}).content.decode()


@pytest.mark.parametrize("sorte", SORTES)
def test_oembed_rend_le_cadre_d_une_liste(client: Client, sorte: str) -> None:
    adresse = quote(f"http://localhost:8000/{sorte}/?pays=MG")
    reponse = client.get(f"/oembed.json?url={adresse}&maxwidth=400&maxheight=300")
    dit = json.loads(reponse.content)
    assert (dit["version"], dit["type"], dit["width"], dit["height"]) == ("1.0", "rich", 400, 300)
    assert f"/integrer/vue/{sorte}/?pays=MG" in html.unescape(dit["html"])
    assert reponse["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "adresse",
    ["http://ailleurs.exemple.invalid/relations/", "http://localhost:8000.exemple.invalid/relations/",
     "https://localhost:8000/relations/", "//localhost:8000/relations/", "http://localhost:8000/compte/login/",
     "http://localhost:8000/relations/../compte/", "http://a@localhost:8000/relations/", "javascript:alert(1)",
     "http://[::1/relations/", ""],
)  # fmt: skip
def test_oembed_ne_repond_que_pour_nos_listes(client: Client, adresse: str) -> None:
    assert client.get("/oembed.json", {"url": adresse}).status_code == 404


def test_oembed_ne_parle_que_json(client: Client) -> None:
    assert client.get("/oembed.json?format=xml&url=x").status_code == 501


def test_une_liste_annonce_son_cadre(client: Client) -> None:
    page = client.get("/relations/?pays=MG").content.decode()
    annonce: Any = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)
    adresse = html.unescape(annonce.group(1)).removeprefix("http://localhost:8000")
    assert json.loads(client.get(adresse).content)["type"] == "rich"
