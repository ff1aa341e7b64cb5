"""Mesurer une feuille ODS avant de l'ouvrir : répétitions, cellules fusionnées, blancs à foison."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from jumelles.sources.depots.lecteurs.mesure_xlsx import MesureFeuille
from jumelles.sources.problemes import FichierRefuse

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BLANCS_MAX = 1000
_CELLULES = (f"{_T}table-cell", f"{_T}covered-table-cell")
Fusion = tuple[tuple[int, int], tuple[int, int]]


def mesurer_ods(archive: zipfile.ZipFile, feuille: str) -> tuple[MesureFeuille, list[Fusion]]:
    """Le rectangle de cette feuille, et ses fusions (ligne, colonne, à partir de zéro, bornes comprises)."""
    mesure, fusions, ligne, courante = MesureFeuille(premiere=1), list[Fusion](), 0, ""
    for evenement, element in _elements(archive):
        if element.tag == f"{_T}table":
            courante, ligne = (str(element.get(f"{_T}name", "")), 0) if evenement == "start" else ("", 0)
        elif element.tag == f"{_X}s" and _nombre(element, f"{_X}c") > _BLANCS_MAX:
            raise FichierRefuse("des milliers de blancs dans une cellule", "nettoyez le classeur")
        elif element.tag == f"{_T}table-row" and evenement == "end":
            fois = _nombre(element, f"{_T}number-rows-repeated")
            if courante == feuille:
                _ajouter(element, ligne, fois, mesure, fusions)
            ligne += fois
            _oublier(element)
    return mesure, fusions


def _elements(archive: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    with archive.open("content.xml") as piece:
        evenements = etree.iterparse(
            piece, events=("start", "end"), tag=(f"{_T}table", f"{_T}table-row", f"{_X}s"),
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        )  # fmt: skip
        try:
            yield from evenements
        except etree.XMLSyntaxError as erreur:
            raise FichierRefuse("le classeur est abîmé", "enregistrez-le de nouveau depuis un tableur") from erreur


def _ajouter(rangee: etree._Element, ligne: int, fois: int, mesure: MesureFeuille, fusions: list[Fusion]) -> None:
    colonne = 0
    for cellule in rangee.iterchildren(*_CELLULES):
        repetee = _nombre(cellule, f"{_T}number-columns-repeated")
        lignes, colonnes = _nombre(cellule, f"{_T}number-rows-spanned"), _nombre(cellule, f"{_T}number-columns-spanned")
        if lignes > 1 or colonnes > 1:
            fusions.append(((ligne, colonne), (ligne + lignes - 1, colonne + colonnes - 1)))
        if cellule.get(f"{_O}value-type") or len(cellule):
            mesure.lignes = max(mesure.lignes, ligne + fois)
            mesure.colonnes = max(mesure.colonnes, colonne + repetee)
            formule = cellule.get(f"{_T}formula") is not None
            mesure.sans_valeur += formule and not cellule.get(f"{_O}value-type")
        colonne += repetee


def _nombre(element: etree._Element, attribut: str) -> int:
    lu = str(element.get(attribut) or "1")
    return int(lu) if lu.isdecimal() and len(lu) < 10 else 1


def _oublier(element: etree._Element) -> None:
    """Rendre la mémoire de ce qui est lu."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
