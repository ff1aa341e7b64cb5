"""Le HTML et le Markdown : ni script, ni style en attribut, des en-têtes et des ancres ; mêmes octets chaque fois."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from lxml import html

from jumelles.documents.arbre import Chiffre, Figure, Lien, Paragraphe, Rapport, Tableau, Titre
from jumelles.documents.html import ancre, write_fragment, write_html
from jumelles.documents.markdown import write_markdown
from jumelles.referentiel.typographie import typographier
from tests.documents.lecteurs import formes_markdown
from tests.documents.note_inventee import note_inventee
from tests.documents.test_memes_mots import HOSTILES, tout_en

PERMISES = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "header", "h1", "h2", "h3", "h4", "p", "span",
    "time", "sup", "a", "em", "strong", "ul", "ol", "li", "aside", "dl", "div", "dt", "dd", "table", "caption", "thead",
    "tbody", "tr", "th", "td", "figure", "img", "figcaption", "hr", "section",
}  # fmt: skip
ATTRIBUTS = {"lang", "charset", "name", "content", "class", "datetime", "href", "scope", "tabindex", "src", "alt", "id"}


class Releve(HTMLParser):
    """Les balises et les attributs que voit un navigateur."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.balises: list[str] = []
        self.attributs: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append(tag)
        self.attributs |= {nom for nom, _ in attrs}


@pytest.mark.parametrize("hostile", HOSTILES)
def test_aucun_texte_ne_devient_une_balise(hostile: str) -> None:
    lu = Releve(write_html(tout_en(hostile)))
    assert set(lu.balises) <= PERMISES
    assert lu.attributs <= ATTRIBUTS
    assert lu.balises == Releve(write_html(tout_en("mot"))).balises


@pytest.mark.parametrize("hostile", HOSTILES)
def test_aucun_texte_ne_devient_une_marque(hostile: str) -> None:
    assert formes_markdown(write_markdown(tout_en(hostile))) == formes_markdown(write_markdown(tout_en("mot")))


def test_la_page_ne_va_rien_chercher() -> None:
    racine = html.fromstring(write_html(note_inventee()))
    assert not racine.xpath("//script | //link | //iframe | //*[@style]")
    assert all(src.startswith("data:image/") for src in racine.xpath("//img/@src"))
    assert racine.get("lang") == "fr-FR"
    assert "url(" not in racine.xpath("//style")[0].text and "@import" not in racine.xpath("//style")[0].text


def test_le_fragment_a_ses_titres_ses_en_tetes_et_ses_ancres() -> None:
    racine = html.fromstring(write_fragment(note_inventee()))
    assert racine.tag == "article"
    assert [len(racine.xpath(f"//h{n}")) for n in (1, 2, 3, 4)] == [1, 6, 6, 1]
    tableaux = [b for b in note_inventee().blocs if isinstance(b, Tableau)]
    assert len(racine.xpath("//table/caption")) == len(tableaux)
    assert len(racine.xpath("//th[@scope='col']")) == sum(len(t.entetes) for t in tableaux)
    assert len(racine.xpath("//th[@scope='row']")) == sum(len(t.lignes) for t in tableaux)
    figures = [typographier(b.alternative) for b in note_inventee().blocs if isinstance(b, Figure)]
    assert racine.xpath("//img/@alt") == figures
    vers = {a.removeprefix("#") for a in racine.xpath("//sup/a/@href")}
    assert vers == set(racine.xpath("//*[starts-with(@id, 'source-')]/@id")) and len(vers) == 5


def test_meme_rapport_meme_texte() -> None:
    assert write_html(note_inventee()) == write_html(note_inventee())
    assert write_markdown(note_inventee()) == write_markdown(note_inventee())


def test_le_markdown_garde_l_alternative_et_les_en_tetes() -> None:
    texte = write_markdown(note_inventee())
    assert "![Frise de cinq liens\u00a0: Altenfurt depuis 1974" in texte
    assert "| :--- | :--- | :--- | ---: | ---: | ---: |" in texte
    assert '<a id="source-5"></a>\\[5\\] Code général' in texte
    assert texte.count("](#source-2)") == 4


def test_un_signe_double_ne_commence_jamais_une_ligne() -> None:
    """Titre, légende, cellule, lien et note : l'espace d'avant est insécable ; une adresse n'est pas touchée."""
    blocs = (
        Tableau("Liens : deux", ("Qui ?", "Quoi"), (("« Essen » !", Lien("où : là", "https://exemple.fr/a?b=c:d")),)),
        Paragraphe(("Coût : ", Chiffre("12 %", "source : essai"))),
    )
    lu = write_fragment(Rapport("Note : essai", "Personne", date(2026, 11, 22), blocs))
    assert not re.search(r"\w [:;?!%»]|« ", lu)
    assert lu.count("\u00a0") >= 8
    assert "https://exemple.fr/a?b=c:d" in lu


def test_une_partie_repliee_se_deplie_a_l_ecran_et_reste_entiere_sur_papier() -> None:
    blocs = (Titre("Un"), Paragraphe("a"), Titre("Deux", replie=True), Paragraphe("b"), Titre("Trois"), Paragraphe("c"))
    rapport = Rapport("Titre", "Jumelles", date(2026, 11, 22), blocs)
    plis = html.fromstring(write_fragment(rapport)).xpath("//details")
    assert [" ".join(pli.text_content().split()) for pli in plis] == ["Deux b"]
    assert plis[0].xpath("summary/h2/@id") == [ancre(2)] == ["partie-2"]
    assert "<details" not in write_html(rapport)
