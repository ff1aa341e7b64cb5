"""Le DOCX et l'ODT relus : langue, titres, en-têtes, alternatives, ancres, page ; mêmes octets chaque fois."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from jumelles.documents.arbre import Figure, Rapport, Tableau
from jumelles.documents.bureautique.docx import write_docx
from jumelles.documents.bureautique.odt import write_odt
from jumelles.referentiel.typographie import typographier
from tests.documents.lecteurs import SVG, TEXT, W, partie
from tests.documents.note_inventee import note_inventee

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
DC = "{http://purl.org/dc/elements/1.1/}"
NOTE = note_inventee()
TABLEAUX = [b for b in NOTE.blocs if isinstance(b, Tableau)]
ALTERNATIVES = [typographier(b.alternative) for b in NOTE.blocs if isinstance(b, Figure)]


@pytest.fixture(scope="module")
def docx() -> bytes:
    return write_docx(NOTE)


@pytest.fixture(scope="module")
def odt() -> bytes:
    return write_odt(NOTE)


def test_le_docx_dit_sa_langue_son_titre_son_auteur_et_son_jour(docx: bytes) -> None:
    assert {e.get(f"{W}val") for e in partie(docx, "word/styles.xml").iter(f"{W}lang")} == {"fr-FR"}
    dits = {e.tag.rpartition("}")[2]: e.text for e in partie(docx, "docProps/core.xml")}
    assert (dits["title"], dits["creator"], dits["language"]) == (NOTE.titre, NOTE.auteur, "fr-FR")
    assert dits["created"] == dits["modified"] == "2026-11-22T00:00:00Z"


def test_le_docx_a_de_vrais_titres_et_de_vrais_en_tetes(docx: bytes) -> None:
    corps = partie(docx, "word/document.xml")
    styles = [e.get(f"{W}val") for e in corps.iter(f"{W}pStyle")]
    assert [styles.count(f"Heading{n}") for n in (1, 2, 3)] == [6, 6, 1]
    for tableau, table in zip(TABLEAUX, corps.iter(f"{W}tbl"), strict=True):
        tetes = [rangee for rangee in table.iter(f"{W}tr") if rangee.find(f"{W}trPr/{W}tblHeader") is not None]
        assert len(tetes) == 1 and len(list(tetes[0].iter(f"{W}tc"))) == len(tableau.entetes)
        aspect = table.find(f"{W}tblPr/{W}tblLook")
        assert aspect is not None and (aspect.get(f"{W}firstRow"), aspect.get(f"{W}firstColumn")) == ("1", "1")


def test_le_docx_porte_les_textes_de_remplacement_et_eux_seuls(docx: bytes) -> None:
    corps = partie(docx, "word/document.xml")
    assert [e.get("descr") for e in corps.iter(f"{WP}docPr")] == ALTERNATIVES
    assert [e.get("descr") for e in corps.iter(f"{PIC}cNvPr")] == ALTERNATIVES


def test_les_renvois_du_docx_menent_aux_sources(docx: bytes) -> None:
    corps = partie(docx, "word/document.xml")
    ancres = {e.get(f"{W}name") for e in corps.iter(f"{W}bookmarkStart")}
    vers = {e.get(f"{W}anchor") for e in corps.iter(f"{W}hyperlink")} - {None}
    assert vers == {f"source-{n}" for n in range(1, 6)} and vers <= ancres


def test_le_docx_a_une_page_a4_son_titre_en_haut_et_des_pages_numerotees(docx: bytes) -> None:
    taille = next(partie(docx, "word/document.xml").iter(f"{W}pgSz"))
    assert (taille.get(f"{W}w"), taille.get(f"{W}h")) == ("11906", "16838")
    with ZipFile(BytesIO(docx)) as archive:
        marges = {n: archive.read(n).decode() for n in archive.namelist() if "header" in n or "footer" in n}
    assert any(NOTE.titre in m and "22 novembre 2026" in m for m in marges.values())
    assert all("PAGE" in m and "NUMPAGES" in m for n, m in marges.items() if "footer" in n)
    assert not any("@@" in m for m in marges.values())


def test_le_saut_de_page_est_un_style_dans_les_deux(docx: bytes, odt: bytes) -> None:
    assert [e.get(f"{W}val") for e in partie(docx, "word/document.xml").iter(f"{W}pStyle")].count("SautDePage") == 1
    assert [e.get(f"{TEXT}style-name") for e in partie(odt, "content.xml").iter(f"{TEXT}p")].count("SautDePage") == 1


def test_l_odt_dit_sa_langue_son_titre_et_son_jour(odt: bytes) -> None:
    defauts = [
        e for d in partie(odt, "styles.xml").iter(f"{STYLE}default-style") for e in d.iter(f"{STYLE}text-properties")
    ]
    assert defauts and {(e.get(f"{FO}language"), e.get(f"{FO}country")) for e in defauts} == {("fr", "FR")}
    dits = {e.tag.rpartition("}")[2]: e.text for e in partie(odt, "meta.xml").iter()}
    assert (dits["title"], dits["creator"], dits["language"]) == (NOTE.titre, NOTE.auteur, "fr-FR")
    assert dits["date"] == dits["creation-date"] == "2026-11-22T00:00:00Z"


def test_l_odt_a_de_vrais_titres_et_de_vrais_en_tetes(odt: bytes) -> None:
    contenu = partie(odt, "content.xml")
    niveaux = [e.get(f"{TEXT}outline-level") for e in contenu.iter(f"{TEXT}h")]
    assert [niveaux.count(n) for n in ("1", "2", "3")] == [6, 6, 1]
    for tableau, table in zip(TABLEAUX, contenu.iter(f"{TABLE}table"), strict=True):
        (tete,) = table.iter(f"{TABLE}table-header-rows")
        assert len(list(tete.iter(f"{TABLE}table-cell"))) == len(tableau.entetes)


def test_l_odt_porte_les_textes_de_remplacement(odt: bytes) -> None:
    contenu = partie(odt, "content.xml")
    assert [e.text for e in contenu.iter(f"{SVG}desc")] == ALTERNATIVES
    assert [e.text.partition("[")[0] for e in contenu.iter(f"{SVG}title") if e.text] == [
        "Depuis quand, avec qui\u00a0: jumelages et partenariats de Valmorel-sur-Orne"
    ]
    assert [e.get(f"{SVG}width") for e in contenu.iter() if e.tag.endswith("}frame")] == ["165.0mm"]


def test_les_renvois_de_l_odt_menent_aux_sources(odt: bytes) -> None:
    contenu = partie(odt, "content.xml")
    ancres = {f"#{e.get(f'{TEXT}name')}" for e in contenu.iter(f"{TEXT}bookmark-start")}
    vers = {e.get(f"{XLINK}href") for e in contenu.iter(f"{TEXT}a")}
    internes = {v for v in vers if v and v.startswith("#")}
    assert len(internes) == 5 and internes <= ancres


def test_l_odt_commence_par_son_type_en_clair(odt: bytes) -> None:
    with ZipFile(BytesIO(odt)) as archive:
        premier = archive.infolist()[0]
        assert (premier.filename, premier.compress_type) == ("mimetype", 0)
        assert "@@" not in archive.read("styles.xml").decode()


def test_meme_rapport_memes_octets(docx: bytes, odt: bytes) -> None:
    assert write_docx(NOTE) == docx
    assert write_odt(NOTE) == odt
    for archive in (docx, odt):
        with ZipFile(BytesIO(archive)) as lue:
            assert {f.date_time for f in lue.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_un_titre_hostile_reste_du_texte_dans_les_marges() -> None:
    hostile = Rapport('@@jour@@ <w:p/> & "x" \\1', "@@titre@@", date(2026, 1, 2), ())
    with ZipFile(BytesIO(write_docx(hostile))) as archive:
        haut = next(archive.read(n).decode() for n in archive.namelist() if n.endswith("header1.xml"))
    assert "@@jour@@ &lt;w:p/&gt; &amp; " in haut and "2 janvier 2026" in haut
    assert "".join(partie(write_odt(hostile), "styles.xml").itertext()).count('@@jour@@ <w:p/> & "x" \\1') == 1


def test_une_image_plus_haute_que_la_page_y_tient() -> None:
    haute = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 9"><rect width="1" height="9"/></svg>'
    rapport = replace(NOTE, blocs=(Figure(haute, "Une tour", "Légende"),))
    (taille,) = partie(write_docx(rapport), "word/document.xml").iter(f"{WP}extent")
    assert int(taille.get("cy", "0")) < 210 * 36_000
    (cadre,) = (e for e in partie(write_odt(rapport), "content.xml").iter() if e.tag.endswith("}frame"))
    assert float((cadre.get(f"{SVG}height") or "").removesuffix("mm")) < 210
