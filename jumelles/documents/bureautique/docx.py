"""Le DOCX d'un rapport : français, en-têtes de tableau, textes de remplacement, page et pied à nos mots."""

import re

from docx.oxml.ns import qn
from lxml import etree

from jumelles.documents.arbre import Rapport, Tableau
from jumelles.documents.bureautique.arbre import Noeud, to_pandoc
from jumelles.documents.bureautique.archive import read_archive, write_archive
from jumelles.documents.bureautique.modele_docx import modele_docx
from jumelles.documents.bureautique.page import date_properties, fill_page
from jumelles.documents.bureautique.pandoc import run_pandoc
from jumelles.documents.copie import Copie, mettre_au_net

_HAUT_OU_BAS = re.compile(r"word/(header|footer)\d+\.xml")
_CORPS, _PROPRIETES = "word/document.xml", "docProps/core.xml"


def write_docx(rapport: Rapport) -> bytes:
    """Les octets du DOCX ; DocumentRefuse si le rapport ne peut pas s'écrire."""
    copie = mettre_au_net(rapport)
    return convert(copie, to_pandoc(copie))


def convert(copie: Copie, arbre: Noeud, *, nu: bool = False) -> bytes:
    """Un arbre pandoc en DOCX de la maison ; nu : sans nos lettres, pour entrer dans un gabarit."""
    parties = read_archive(run_pandoc(arbre, "docx", modele_docx(nu=nu)))
    parties[_CORPS] = _completer(parties[_CORPS], copie)
    for nom in filter(_HAUT_OU_BAS.fullmatch, parties):
        parties[nom] = fill_page(parties[nom], copie)
    parties[_PROPRIETES] = date_properties(parties[_PROPRIETES], copie)
    return write_archive(parties)


def _completer(corps: bytes, copie: Copie) -> bytes:
    racine = etree.fromstring(corps)
    _decrire_images(racine)
    _nommer_les_lignes(racine, [b for b in copie.blocs if isinstance(b, Tableau)])
    return bytes(etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True))


def _decrire_images(racine: etree._Element) -> None:
    """pandoc recopie l'adresse de l'image dans sa description : on y met le texte de remplacement."""
    for trace in racine.iter(qn("w:drawing")):
        alternative = next(trace.iter(qn("wp:docPr"))).get("descr", "")
        for image in trace.iter(qn("pic:cNvPr")):
            image.set("descr", alternative)


def _nommer_les_lignes(racine: etree._Element, tableaux: list[Tableau]) -> None:
    for tableau, table in zip(tableaux, racine.iter(qn("w:tbl")), strict=False):
        aspect = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        if aspect is not None and tableau.entete_de_ligne:
            aspect.set(qn("w:firstColumn"), "1")
            aspect.set(qn("w:val"), "00A0")
        for rangee in table.iter(qn("w:tr")):
            _ne_pas_couper(rangee)


def _ne_pas_couper(rangee: etree._Element) -> None:
    proprietes = rangee.find(qn("w:trPr"))
    if proprietes is None:
        proprietes = etree.Element(qn("w:trPr"))
        rangee.insert(0, proprietes)
    proprietes.insert(0, etree.Element(qn("w:cantSplit")))
