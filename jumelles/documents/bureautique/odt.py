"""L'ODT d'un rapport : français, en-têtes de tableau, textes de remplacement, page et pied à nos mots."""

from lxml import etree

from jumelles.documents.arbre import Figure, Rapport
from jumelles.documents.bureautique.arbre import to_pandoc
from jumelles.documents.bureautique.archive import read_archive, write_archive
from jumelles.documents.bureautique.modele_odt import modele_odt, nom
from jumelles.documents.bureautique.page import date_properties, fill_page
from jumelles.documents.bureautique.pandoc import run_pandoc
from jumelles.documents.bureautique.styles import ENCRE, TRAIT
from jumelles.documents.copie import Copie, mettre_au_net, mots
from jumelles.documents.dessin import COLONNE_MM, largeur_tenable

_BORDS = {
    "TableHeaderRowCell": {"fo:border-top": f"1.2pt solid #{ENCRE}", "fo:border-bottom": f"0.8pt solid #{ENCRE}"},
    "TableRowCell": {"fo:border-bottom": f"0.5pt solid #{TRAIT}"},
}


def write_odt(rapport: Rapport) -> bytes:
    """Les octets de l'ODT ; DocumentRefuse si le rapport ne peut pas s'écrire."""
    copie = mettre_au_net(rapport)
    parties = read_archive(run_pandoc(to_pandoc(copie), "odt", modele_odt()))
    parties["content.xml"] = _completer(parties["content.xml"], copie)
    parties["styles.xml"] = fill_page(parties["styles.xml"], copie)
    parties["meta.xml"] = date_properties(parties["meta.xml"], copie)
    return write_archive(parties)


def _completer(contenu: bytes, copie: Copie) -> bytes:
    racine = etree.fromstring(contenu)
    _decrire_images(racine, [b for b in copie.blocs if isinstance(b, Figure)])
    for style in racine.iter(nom("style:style")):
        for cellule in style.iter(nom("style:table-cell-properties")):
            for bord, trait in _BORDS.get(style.get(nom("style:name"), ""), {}).items():
                cellule.set(nom(bord), trait)
            cellule.set(nom("fo:padding"), "1.2mm")
    return bytes(etree.tostring(racine, xml_declaration=True, encoding="UTF-8"))


def _decrire_images(racine: etree._Element, figures: list[Figure]) -> None:
    """pandoc perd le texte de remplacement ; svg:desc le porte, svg:title nomme l'image."""
    for figure, cadre in zip(figures, racine.iter(nom("draw:frame")), strict=True):
        _mesurer(cadre, largeur_tenable(figure.image, figure.largeur))
        etree.SubElement(cadre, nom("svg:title")).text = mots(figure.legende)
        etree.SubElement(cadre, nom("svg:desc")).text = figure.alternative


def _mesurer(cadre: etree._Element, largeur: int) -> None:
    """La taille en millimètres : sans elle, certains traitements de texte prennent celle de l'image."""
    large, haut = (float(cadre.get(nom(cote), "1pt").removesuffix("pt")) for cote in ("svg:width", "svg:height"))
    voulue = COLONNE_MM * largeur / 100
    cadre.set(nom("style:rel-width"), f"{largeur}%")
    cadre.set(nom("svg:width"), f"{voulue:.1f}mm")
    cadre.set(nom("svg:height"), f"{voulue * haut / large:.1f}mm")
