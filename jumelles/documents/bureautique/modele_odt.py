"""Le modèle ODT de la maison : celui de pandoc, à nos styles, à notre page, en français."""

from functools import cache

from lxml import etree

from jumelles.documents.bureautique.archive import read_archive, write_archive
from jumelles.documents.bureautique.page import AUTEUR, JOUR, TITRE
from jumelles.documents.bureautique.pandoc import default_reference
from jumelles.documents.bureautique.styles import DOUX, ENCRE, LETTRE, MER, STYLES, VOILE, Style

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
NOMS = {
    "office": f"{_NS}office:1.0", "style": f"{_NS}style:1.0", "text": f"{_NS}text:1.0", "table": f"{_NS}table:1.0",
    "draw": f"{_NS}drawing:1.0", "svg": f"{_NS}svg-compatible:1.0", "fo": f"{_NS}xsl-fo-compatible:1.0",
}  # fmt: skip
_DECLARATIONS = " ".join(f'xmlns:{court}="{long}"' for court, long in NOMS.items())
_PAGE = f"""
<style:page-layout {_DECLARATIONS} style:name="Mpm1"><style:page-layout-properties fo:page-width="210mm"
fo:page-height="297mm" style:print-orientation="portrait" fo:margin-top="12mm" fo:margin-bottom="12mm"
fo:margin-left="22.5mm" fo:margin-right="22.5mm" style:writing-mode="lr-tb"/>
<style:header-style><style:header-footer-properties fo:min-height="12mm" fo:margin-bottom="6mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="12mm" fo:margin-top="6mm"/></style:footer-style>
</style:page-layout>"""
_PIED = (
    f'<text:p text:style-name="PiedDePage">{AUTEUR}<text:tab/>Page <text:page-number text:select-page="current">1'
    "</text:page-number> / <text:page-count>1</text:page-count></text:p>"
)
_MAITRE = f"""
<style:master-page {_DECLARATIONS} style:name="Standard" style:page-layout-name="Mpm1">
<style:header><text:p text:style-name="PiedDePage">{TITRE}<text:tab/>{JOUR}</text:p></style:header>
<style:header-first><text:p text:style-name="PiedDePage"/></style:header-first>
<style:footer>{_PIED}</style:footer><style:footer-first>{_PIED}</style:footer-first></style:master-page>"""
_PIED_DE_PAGE = f"""
<style:style {_DECLARATIONS} style:name="PiedDePage" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="165mm" style:type="right"/>
</style:tab-stops></style:paragraph-properties>
<style:text-properties fo:font-size="8.5pt" fo:color="#{DOUX}"/></style:style>"""


def nom(court: str) -> str:
    """« fo:color » en nom XML entier."""
    prefixe, _, local = court.partition(":")
    return f"{{{NOMS[prefixe]}}}{local}"


@cache
def modele_odt() -> bytes:
    """Les octets du modèle, bâtis une fois par processus."""
    parties = read_archive(default_reference("reference.odt"))
    racine = etree.fromstring(parties["styles.xml"])
    _langue(racine)
    styles = racine.find(nom("office:styles"))
    assert styles is not None
    for style in filter(lambda s: s.odt, STYLES):
        _remplacer(styles, style.odt, etree.fromstring(_ecrire(style)))
    styles.append(etree.fromstring(_PIED_DE_PAGE))
    for lien in _nommes(racine, "Internet_20_link"):
        for lettre in lien.iter(nom("style:text-properties")):
            lettre.set(nom("fo:color"), f"#{MER}")
    for balise, neuf in (("style:page-layout", _PAGE), ("style:master-page", _MAITRE)):
        ancien = next(racine.iter(nom(balise)))
        ancien.getparent().replace(ancien, etree.fromstring(neuf))
    parties["styles.xml"] = etree.tostring(racine, xml_declaration=True, encoding="UTF-8")
    return write_archive(parties)


def _langue(racine: etree._Element) -> None:
    for defaut in racine.iter(nom("style:default-style")):
        for lettre in defaut.iter(nom("style:text-properties")):
            lettre.set(nom("fo:language"), "fr")
            lettre.set(nom("fo:country"), "FR")
            lettre.set(nom("style:font-name"), LETTRE)


def _nommes(racine: etree._Element, cherche: str) -> list[etree._Element]:
    return [s for s in racine.iter(nom("style:style")) if s.get(nom("style:name")) == cherche]


def _remplacer(styles: etree._Element, cherche: str, neuf: etree._Element) -> None:
    for ancien in _nommes(styles, cherche):
        styles.replace(ancien, neuf)
        return
    styles.append(neuf)


def _ecrire(style: Style) -> str:
    alinea = [
        # Ici les marges voisines s'ajoutent, là où Word garde la plus grande.
        f'fo:margin-top="{style.avant * 0.6:.1f}pt" fo:margin-bottom="{style.apres * 0.8:.1f}pt"',
        f'fo:margin-left="{0 if style.filet_gauche else style.retrait}pt"',
        'fo:text-align="start" fo:line-height="115%"',
        'fo:keep-with-next="always"' if style.suivant else "",
        f'fo:border-top="{style.filet_haut}pt solid #{ENCRE}" fo:padding-top="6pt"' if style.filet_haut else "",
        f'fo:border-left="3pt solid #{style.filet_gauche}" fo:padding-left="8pt" fo:background-color="#{VOILE}"'
        if style.filet_gauche
        else "",
        'style:contextual-spacing="true"' if style.filet_gauche else "",
        'fo:break-before="page"' if style.saut else "",
    ]
    plan = f'style:default-outline-level="{style.odt[-1]}"' if style.odt.startswith("Heading_20_") else ""
    parent = "" if style.odt == "Standard" else 'style:parent-style-name="Standard"'
    affiche = style.odt.replace("_20_", " ")
    return (
        f'<style:style {_DECLARATIONS} style:name="{style.odt}" style:display-name="{affiche}" '
        f'style:family="paragraph" {parent} {plan} style:class="text">'
        f"<style:paragraph-properties {' '.join(filter(None, alinea))}/>"
        f'<style:text-properties style:font-name="{LETTRE}" fo:font-size="{style.taille}pt" '
        f'fo:font-weight="{"bold" if style.gras else "normal"}" fo:font-style="normal" fo:color="#{style.couleur}"/>'
        "</style:style>"
    )
