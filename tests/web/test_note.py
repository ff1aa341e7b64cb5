"""La page de la note : quatre questions au plus, une adresse durable, les mêmes mots que ses fichiers."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db
ADRESSE = "/territoires/38130-la-cote-saint-andre/note/"


def _mots(page: bytes) -> str:
    return " ".join(html.fromstring(page).xpath("string(//article)").split())


def test_un_nom_sur_mene_a_la_note_et_un_nom_partage_demande_lequel() -> None:
    """C4.11 : la collectivité, puis trois questions facultatives."""
    client = Client()
    assert client.get("/note/", {"q": "38130"}, follow=True).redirect_chain[-1][0] == ADRESSE
    assert client.get("/note/", {"q": "La Côte-Saint-André"}, follow=True).redirect_chain[-1][0] == ADRESSE
    plusieurs = client.get("/note/", {"q": "Saint-Denis"}).content.decode()
    assert plusieurs.count('/note/">Saint-Denis') > 1
    rien = client.get("/note/", {"q": "<b>Zzz"}).content.decode()
    assert "Aucune collectivité" in rien
    assert "<b>Zzz" not in rien


def test_la_note_et_ses_fichiers_disent_la_meme_chose() -> None:
    client = Client()
    page = client.get(ADRESSE, {"theme": "eau"})
    assert page.status_code == 200
    liens = re.findall(r'href="([^"]+\.(?:pdf|docx|odt|md|html)\?theme=eau)"', page.content.decode())
    assert len(liens) == 5
    imprimee = client.get(next(x for x in liens if ".html" in x))
    assert _mots(imprimee.content) == _mots(page.content)
    assert all(client.get(x).status_code == 200 for x in liens)


def test_le_mauvais_nom_et_le_code_d_hier_menent_a_la_bonne_page() -> None:
    client = Client()
    assert client.get("/territoires/38130-autre-nom/note/?theme=eau")["Location"] == f"{ADRESSE}?theme=eau"
    assert client.get("/territoires/38130/note/").status_code == 301
    assert client.get("/territoires/R22/note/", follow=True).redirect_chain[-1][0].startswith("/territoires/R32-")
    fichier = client.get("/territoires/R22/note.md?theme=eau")
    assert (fichier.status_code, fichier["Location"][-18:]) == (301, "/note.md?theme=eau")
    assert client.get("/territoires/ZZZZ/note/").status_code == 404
    assert client.get("/territoires/38130/note.exe").status_code == 404


def test_un_signe_nul_ne_casse_rien() -> None:
    """PostgreSQL refuse le caractère nul : il ne lui parvient pas."""
    client = Client()
    assert client.get("/note/?q=%00").status_code == 200
    assert client.get("/note/?q=Gren%00oble").status_code == 200
    assert client.get(ADRESSE + "?theme=%00&pays=%00").status_code == 200


def test_une_valeur_forgee_est_dite_et_le_reste_garde() -> None:
    page = Client().get(ADRESSE, {"theme": ["eau", "<script>x"], "pays": "ZZ", "besoin": "tout", "sans": "recenser"})
    texte = page.content.decode()
    assert page.status_code == 200
    assert "<script>x" not in texte
    assert texte.count("ne se lit pas") == 3
    assert "eau" in texte and "remettre" in texte


def test_on_ecarte_une_direction_et_on_la_remet() -> None:
    client = Client()
    page = html.fromstring(client.get(ADRESSE).content)
    ecarter = page.xpath("//a[starts-with(normalize-space(.), 'écarter')]/@href")
    assert len(ecarter) == 3
    suite = html.fromstring(client.get(ecarter[0]).content)
    assert len(suite.xpath("//a[starts-with(normalize-space(.), 'remettre')]")) == 1
    titres = [t.text_content() for t in suite.xpath("//article//h3")]
    assert len(titres) == 3
    assert titres[0] != page.xpath("//article//h3")[0].text_content()


def test_l_ecran_replie_ce_qui_n_est_pas_la_reponse_et_le_sommaire_mene_a_chaque_partie() -> None:
    page = html.fromstring(Client().get(ADRESSE, {"theme": "eau"}).content)
    replies = [t.text_content() for t in page.xpath("//article//details/summary/h2")]
    assert "Sources" in replies and "Ce que la loi permet" in replies
    assert not {"En bref", "Trois directions", "Qui appeler"} & set(replies)
    ancres = page.xpath("//nav[contains(@class, 'note-elu__sommaire')]//a/@href")
    assert len(ancres) == len(page.xpath("//article//h2")) == 9
    assert all(page.xpath(f"//article//*[@id='{a[1:]}']") for a in ancres)
    emporter, corps = page.xpath("//*[contains(@class, 'note-elu__emporter')] | //article")
    assert emporter.tag == "section" and corps.tag == "article"
    # Un thème plus précis que la liste y entre : refaire la note ne le perd pas.
    assert page.xpath("//select[@name='theme']/option[@selected]/@value") == ["eau"]


def test_le_compte_de_requetes_de_la_page(django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.get(ADRESSE)
    with django_assert_max_num_queries(42):
        client.get(ADRESSE, {"theme": "eau", "pays": "IT"})
