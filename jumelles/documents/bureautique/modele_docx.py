"""Le modèle DOCX de la maison : celui de pandoc, à nos styles, à notre page, en français."""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from jumelles.documents.bureautique.page import AUTEUR, JOUR, TITRE
from jumelles.documents.bureautique.pandoc import default_reference
from jumelles.documents.bureautique.styles import CORPS, DOUX, ENCRE, LETTRE, MER, STYLES, TRAIT, VOILE, Style

_TABLEAU = f"""
<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/>
<w:tblPr><w:tblInd w:w="100" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="12" w:color="{ENCRE}"/>
<w:bottom w:val="single" w:sz="4" w:color="{TRAIT}"/><w:insideH w:val="single" w:sz="4" w:color="{TRAIT}"/>
</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
<w:bottom w:w="30" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:color="{ENCRE}"/></w:tcBorders></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"""


@cache
def modele_docx(*, nu: bool = False) -> bytes:
    """Les octets du modèle, bâtis une fois par processus. nu : sans lettre ni couleur, pour un gabarit."""
    document = Document(BytesIO(default_reference("reference.docx")))
    _langue(document)
    for style in STYLES:
        if style.docx:
            _poser(document, style, nu)
    _tableau(document)
    _page(document)
    sortie = BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _langue(document: Any) -> None:
    for langue in document.styles.element.iter(qn("w:lang")):
        langue.set(qn("w:val"), "fr-FR")
    lettres = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    lettres.attrib.clear()
    for sorte in ("ascii", "hAnsi", "cs", "eastAsia"):
        lettres.set(qn(f"w:{sorte}"), LETTRE)


def _poser(document: Any, style: Style, nu: bool) -> None:
    noms = {s.name for s in document.styles}
    if style.docx in noms:
        fait = document.styles[style.docx]
    else:
        fait = document.styles.add_style(style.docx, WD_STYLE_TYPE.PARAGRAPH)
        fait.base_style = document.styles["Normal"]
    _lettre(fait, style, nu)
    alinea = fait.paragraph_format
    alinea.space_before, alinea.space_after = Pt(style.avant), Pt(style.apres)
    alinea.line_spacing = 1.15
    alinea.left_indent = Pt(style.retrait)
    alinea.alignment = 0
    alinea.keep_with_next = style.suivant
    alinea.page_break_before = style.saut
    if style.filet_gauche:
        fait.element.get_or_add_pPr().append(OxmlElement("w:contextualSpacing"))
    if style.filet_haut:
        _bord(fait, "top", ENCRE, style.filet_haut, 6)
    if style.filet_gauche:
        _bord(fait, "left", style.filet_gauche, 3, 8)
        fait.element.get_or_add_pPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{VOILE}"/>')
        )


def _lettre(fait: Any, style: Style, nu: bool) -> None:
    fait.font.name, fait.font.size = LETTRE, Pt(style.taille)
    lettres = fait.element.rPr.rFonts
    for attribut in [a for a in lettres.attrib if a.endswith("heme")]:
        del lettres.attrib[attribut]  # la lettre du thème passerait devant
    for ecart in fait.element.rPr.findall(qn("w:spacing")):
        fait.element.rPr.remove(ecart)
    fait.font.bold, fait.font.italic = style.gras, False
    fait.font.color.rgb = RGBColor.from_string(style.couleur.upper())
    if nu:
        for balise in ("w:rFonts", "w:color", "w:sz", "w:szCs")[: 4 if style.taille == CORPS else 2]:
            for propre in fait.element.rPr.findall(qn(balise)):
                fait.element.rPr.remove(propre)


def _bord(fait: Any, cote: str, couleur: str, points: float, espace: int) -> None:
    bords = OxmlElement("w:pBdr")
    bord = OxmlElement(f"w:{cote}")
    for nom, valeur in (("val", "single"), ("sz", str(int(points * 8))), ("space", str(espace)), ("color", couleur)):
        bord.set(qn(f"w:{nom}"), valeur)
    bords.append(bord)
    fait.element.get_or_add_pPr().append(bords)


def _tableau(document: Any) -> None:
    ancien = document.styles["Table"].element
    ancien.getparent().replace(ancien, parse_xml(_TABLEAU))
    lien = document.styles["Hyperlink"]
    lien.font.color.rgb, lien.font.underline = RGBColor.from_string(MER.upper()), True


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(24)
    section.left_margin = section.right_margin = Mm(22.5)
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = True
    _rangee(section.header.paragraphs[0], (TITRE, "\t", JOUR))
    for pied in (section.footer, section.first_page_footer):
        _rangee(pied.paragraphs[0], (AUTEUR, "\t", "Page ", "PAGE", " / ", "NUMPAGES"))
    section.first_page_header.paragraphs[0].text = ""


def _rangee(alinea: Any, morceaux: tuple[str, ...]) -> None:
    alinea.paragraph_format.tab_stops.add_tab_stop(Mm(165), 2)
    for morceau in morceaux:
        trait = alinea.add_run()
        trait.font.size, trait.font.color.rgb = Pt(8.5), RGBColor.from_string(DOUX.upper())
        if morceau in ("PAGE", "NUMPAGES"):
            _champ(alinea, trait, morceau)
        else:
            trait.text = morceau


def _champ(alinea: Any, trait: Any, nom: str) -> None:
    champ = OxmlElement("w:fldSimple")
    champ.set(qn("w:instr"), nom)
    trait.text = "1"
    champ.append(trait._r)
    alinea._p.append(champ)
