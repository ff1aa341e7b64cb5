"""Un même rapport dit les mêmes mots, dans le même ordre, dans ses cinq sorties."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from jumelles.documents.arbre import (
    Chiffre,
    Encadre,
    Fiche,
    Figure,
    Lien,
    Liste,
    Niveau,
    Paragraphe,
    Rapport,
    SautDePage,
    Tableau,
    Texte,
    Titre,
)  # fmt: skip
from jumelles.documents.bureautique.docx import write_docx
from jumelles.documents.bureautique.odt import write_odt
from jumelles.documents.dessin import to_png
from jumelles.documents.html import write_fragment, write_html
from jumelles.documents.markdown import write_markdown
from jumelles.documents.pdf import write_pdf
from tests.documents.lecteurs import mots, texte_docx, texte_html, texte_markdown, texte_odt, texte_pdf
from tests.documents.note_inventee import dessiner_frise, note_inventee

MUET = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 4"><rect width="10" height="4"/></svg>'
HOSTILES = (
    '#eval("1+1")', '#read("/etc/passwd")', "<script>alert(1)</script>", "{{ 7*7 }}", "{% for x in y %}z{% endfor %}",
    "\\include{/etc/passwd}", "$x$ et `y` et *z* et _t_ et ~~u~~", "# pas un titre", "- pas une liste", "1. non plus",
    "[lien](http://exemple.invalid)", "![image](x.png)", "a | b | c", "@@titre@@", "&amp; &lt;b&gt;", "]]> <!-- -->",
    "{=html}", "//commentaire", "/* rien */", "@source-1", "<source-1>", "[1]", "= titre typst", "+ enum", "% tex",
    '" onload="x', "'; DROP TABLE", "{_{ x }_}", "**gras**", "> citation", "---", "\\", "\\\\", "~", "^exposant^", 
    "http://exemple.invalid www.exemple.invalid qui@exemple.invalid", "* puce", "2) deux", ": dl",
    "Titre\n===", "    code", "```\ncode\n```", "<http://exemple.invalid>", "&#35;", "| a | b |",
    "\\# x", "[x]: http://y",
)  # fmt: skip


def suites(rapport: Rapport) -> dict[str, list[str]]:
    """La suite des mots de chaque sortie."""
    return {
        "pdf": mots(texte_pdf(write_pdf(rapport))), "docx": mots(texte_docx(write_docx(rapport))),
        "odt": mots(texte_odt(write_odt(rapport))), "html": mots(texte_html(write_html(rapport))),
        "fragment": mots(texte_html(write_fragment(rapport))), "md": mots(texte_markdown(write_markdown(rapport))),
    }  # fmt: skip


def pareilles(rapport: Rapport) -> list[str]:
    """La suite commune ; l'essai échoue si une sortie en dit une autre."""
    dites = suites(rapport)
    for nom, suite in dites.items():
        assert suite == dites["html"], nom
    return dites["html"]


def test_la_note_inventee_dit_partout_les_memes_mots() -> None:
    suite = pareilles(note_inventee())
    assert len(suite) > 500
    assert suite[:4] == ["Valmorel", "sur", "Orne", "dans"]
    assert suite.count("[2]") == 5  # quatre appels, une source
    assert pareilles(replace(note_inventee(), serre=True)) == suite


def test_une_marque_se_lit_comme_du_texte() -> None:
    suite = pareilles(tous_ensemble())
    assert suite.count("Fin") == len(HOSTILES)
    for hostile in HOSTILES:
        for mot in mots(hostile):
            assert suite.count(mot) >= 8, mot


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0xFF, exclude_categories=("C",)), max_size=60))
def test_tout_texte_latin_se_lit_pareil(texte: str) -> None:
    pareilles(tout_en(f"x{texte}x"))


def test_une_figure_en_png_passe_partout() -> None:
    image = to_png(dessiner_frise())
    pareilles(replace(tout_en("x"), blocs=(Figure(image, "Une frise", "Légende", largeur=40),)))


def test_un_rapport_vide_s_ecrit_partout() -> None:
    vides = (
        Titre("A"), Paragraphe(""), Paragraphe(()), Liste(()), Liste(("",)), Liste((), numerotee=True),
        Encadre(Niveau.ATTENTION, ()), Encadre(Niveau.ATTENTION, ("",)), Fiche(()), Fiche((("", ""),)),
        Tableau("L", ("A",), ()), Tableau("L", ("A",), (("",),)), Paragraphe(Texte("", fort=True)),
        Paragraphe(Lien("", "https://exemple.invalid")), Paragraphe("\u200b"), SautDePage(), SautDePage(),
    )  # fmt: skip
    pareilles(Rapport("Vide", "", date(2026, 11, 22), vides))
    pareilles(Rapport("Sans rien", "", date(2026, 11, 22), ()))


def tout_en(texte: str) -> Rapport:
    """Ce texte dans chaque endroit d'un rapport qui en porte un."""
    return Rapport(
        titre=texte, sous_titre=texte, auteur=texte, jour=date(2026, 11, 22),
        blocs=(
            Titre(texte), Paragraphe(texte), Paragraphe((Texte(texte, fort=True), " et ", Texte(texte, italique=True))),
            Liste((texte, "Fin")), Encadre(Niveau.OPINION, (texte,)), Fiche(((texte, texte),)),
            Tableau(texte, (texte, "Autre"), ((texte, texte),)), Figure(MUET, texte, texte),
            Paragraphe((Chiffre("3", texte, texte), " ", Lien(texte, "https://exemple.invalid/"))),
        ),
    )  # fmt: skip


def tous_ensemble() -> Rapport:
    """Chaque texte hostile dans chaque endroit d'un même rapport."""
    return replace(tout_en(HOSTILES[0]), blocs=tuple(bloc for texte in HOSTILES for bloc in tout_en(texte).blocs))
