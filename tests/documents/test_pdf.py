"""Le PDF relu : norme, langue, titre, balises, en-têtes, alternatives, renvois, lettres ; mêmes octets chaque fois."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from jumelles.documents.arbre import Figure, Paragraphe, Rapport, Tableau, Titre
from jumelles.documents.balises import elements, enfants
from jumelles.documents.pdf import write_pdf
from jumelles.documents.polices import MANQUANT, signes_dessinables
from jumelles.referentiel.typographie import typographier
from tests.documents.lecteurs import texte_pdf
from tests.documents.note_inventee import note_inventee

ETRANGERE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9" font-family="Inconnue"><text y="8">北京 Київ
👍\ufe0f القدس *\ufe0e</text></svg>""".encode()


@pytest.fixture(scope="module")
def lu() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(write_pdf(note_inventee()))) as pdf:
        yield pdf


def balises(pdf: pikepdf.Pdf, sorte: str) -> list[pikepdf.Object]:
    return list(elements(pdf.Root.StructTreeRoot, sorte))


def portee(cellule: pikepdf.Object) -> str:
    return next((str(a.Scope) for a in cellule.A if "/Scope" in a), "")


def test_le_pdf_dit_sa_norme_sa_langue_et_son_titre(lu: pikepdf.Pdf) -> None:
    assert lu.Root.Lang == "fr-FR"
    assert lu.Root.MarkInfo.Marked is True
    assert lu.Root.ViewerPreferences.DisplayDocTitle is True
    with lu.open_metadata() as dits:
        assert dits["pdfuaid:part"] == "1"
        assert dits["dc:title"] == "Valmorel-sur-Orne dans le monde"
        assert dits["xmp:CreateDate"] == "2026-11-22T00:00:00Z"


def test_la_note_tient_en_quatre_pages_a4(lu: pikepdf.Pdf) -> None:
    assert len(lu.pages) == 4
    assert {tuple(round(float(x)) for x in page.MediaBox) for page in lu.pages} == {(0, 0, 595, 842)}


def test_un_rapport_serre_tient_en_moins_de_pages_sans_perdre_une_balise(lu: pikepdf.Pdf) -> None:
    with pikepdf.open(BytesIO(write_pdf(replace(note_inventee(), serre=True)))) as serre:
        assert len(serre.pages) < len(lu.pages)
        for sorte in ("/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/Link"):
            assert len(balises(serre, sorte)) == len(balises(lu, sorte)), sorte
        with serre.open_metadata() as dits:
            assert dits["pdfuaid:part"] == "1"


def test_les_titres_se_suivent(lu: pikepdf.Pdf) -> None:
    niveaux = [str(e.S) for sorte in ("/H1", "/H2", "/H3") for e in balises(lu, sorte)]
    assert (niveaux.count("/H1"), niveaux.count("/H2"), niveaux.count("/H3")) == (6, 6, 1)
    assert not [p for titre in balises(lu, "/H1") for p in enfants(titre)]  # un titre n'est pas un alinéa


def test_chaque_figure_porte_son_texte_de_remplacement(lu: pikepdf.Pdf) -> None:
    attendus = [typographier(b.alternative) for b in note_inventee().blocs if isinstance(b, Figure)]
    assert [str(f.Alt) for f in balises(lu, "/Figure")] == attendus


def test_chaque_tableau_a_ses_en_tetes_de_colonne_et_de_ligne(lu: pikepdf.Pdf) -> None:
    tableaux = [b for b in note_inventee().blocs if isinstance(b, Tableau)]
    for tableau, table in zip(tableaux, balises(lu, "/Table"), strict=True):
        assert [str(e.S) for e in enfants(table)] == ["/Caption", "/THead", "/TBody"]
        tete, *lignes = elements(table, "/TR")
        assert [(str(c.S), portee(c)) for c in enfants(tete)] == [("/TH", "/Column")] * len(tableau.entetes)
        assert len(lignes) == len(tableau.lignes)
        for ligne in lignes:
            premiere, *suite = enfants(ligne)
            assert (str(premiere.S), portee(premiere)) == ("/TH", "/Row")
            assert {str(c.S) for c in suite} == {"/TD"}
            assert not [a for c in suite for a in c.A if "/Headers" in a]


def test_un_tableau_sans_en_tete_de_ligne_garde_ses_cellules() -> None:
    sans = replace(note_inventee(), blocs=(Tableau("L", ("A", "B"), (("1", "2"),), entete_de_ligne=False),))
    with pikepdf.open(BytesIO(write_pdf(sans))) as pdf:
        assert [str(c.S) for c in enfants(balises(pdf, "/TR")[1])] == ["/TD", "/TD"]


def test_chaque_appel_mene_a_sa_source_et_chaque_lien_se_dit(lu: pikepdf.Pdf) -> None:
    liens = [a for page in lu.pages for a in page.get("/Annots", [])]
    assert all(str(lien.Contents) for lien in liens)
    dedans = [lien for lien in liens if "/Dest" in lien]
    assert len(dedans) >= 10
    assert len({(float(lien.Dest[2]), float(lien.Dest[3])) for lien in dedans}) == 5
    assert all(lien.Dest[0] == lu.pages[3].obj for lien in dedans)


def test_les_lettres_sont_les_notres_et_dans_le_fichier(lu: pikepdf.Pdf) -> None:
    noms = {str(o.FontName) for o in lu.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o}
    assert noms
    assert all(any(n in nom for n in ("Atkinson", "Bricolage", "NotoSans")) for nom in noms), noms


def test_meme_rapport_memes_octets() -> None:
    assert write_pdf(note_inventee()) == write_pdf(note_inventee())
    demain = replace(note_inventee(), jour=date(2026, 11, 23))
    assert write_pdf(demain) != write_pdf(note_inventee())


def test_les_ecritures_sans_dessin_sont_marquees_et_dites() -> None:
    blocs = (Titre("Kyïv : Київ"), Paragraphe("北京, القدس, Αθήνα, 👍, Łódź"), Figure(ETRANGERE, "👍", "x"))
    texte = texte_pdf(write_pdf(Rapport("東京", "Personne", date(2026, 11, 22), blocs)))
    lettres = texte.replace("\n", "").replace(" ", "")
    assert MANQUANT * 2 in lettres and "Αθήνα" in lettres and "Київ" in lettres
    assert "nesaitpasdessiner" in lettres
    assert "nesaitpasdessiner" not in texte_pdf(write_pdf(note_inventee())).replace(" ", "")


def test_les_signes_d_usage_sont_dessinables() -> None:
    usage = "aàâäæçéèêëîïôöœùûüÿñ « » “ ” ’ … – — € % ° ² ³ · • → ≤ ≥ × \u00a0\u202f ß ø å ł ż ș ț ğ ı š č ž đ"
    assert {c for c in usage if ord(c) not in signes_dessinables()} == set()


def test_une_image_plus_haute_que_la_page_y_tient() -> None:
    haute = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 9"><rect width="1" height="9"/></svg>'
    rapport = replace(note_inventee(), blocs=(Figure(haute, "Une tour", "Légende de la tour"),))
    with pikepdf.open(BytesIO(write_pdf(rapport))) as pdf:
        (figure,) = balises(pdf, "/Figure")
        gauche, bas, droite, haut = (float(x) for a in figure.A if "/BBox" in a for x in a.BBox)
    assert 0 < bas < haut < 842 and 0 < gauche < droite < 595
    assert "Légende de la tour" in texte_pdf(write_pdf(rapport))


def test_un_long_texte_dans_un_petit_tableau_se_lit_jusqu_au_bout() -> None:
    long = " ".join(f"mot{n}" for n in range(3000))
    rapport = replace(note_inventee(), blocs=(Tableau("L", ("A", "B"), (("x", long),)),))
    assert "mot2999" in texte_pdf(write_pdf(rapport))
