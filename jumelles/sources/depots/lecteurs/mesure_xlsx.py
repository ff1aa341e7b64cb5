"""Mesurer une feuille XLSX avant de l'ouvrir : le lecteur réserve tout le rectangle, même presque vide."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

from lxml import etree

from jumelles.sources.problemes import FichierRefuse

_BLOC = 1 << 20
_BALISE_MAX = 1 << 16
_SITUE = re.compile(
    rb"<(?:\w+:)?(?:c|row)\s[^>]*?\br=[\"']([A-Z]{0,3})(\d{1,7})[\"'][^>]*(?<!/)>"  # une case ou une rangée pleine
    rb"|(</(?:\w+:)?f>\s*</(?:\w+:)?c>)"  # une formule sans valeur
)
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class MesureFeuille:
    """Le rectangle qu'occupe une feuille, et les formules dont aucune valeur n'est enregistrée."""

    lignes: int = 0
    colonnes: int = 0
    premiere: int = 0
    sans_valeur: int = 0
    exemple: str = ""

    @property
    def cellules(self) -> int:
        """Combien de cases dans le rectangle."""
        return max(0, self.lignes - self.premiere + 1) * self.colonnes


def mesurer_xlsx(archive: zipfile.ZipFile, feuille: str) -> MesureFeuille:
    """Parcourir la pièce de cette feuille, sans la tenir entière."""
    piece = _pieces(archive).get(feuille)
    if piece is None or piece not in archive.namelist():
        raise FichierRefuse(f"la feuille « {feuille} » n'est pas dans l'archive", "enregistrez de nouveau le classeur")
    with archive.open(piece) as flux:
        return _parcourir(flux)


def _pieces(archive: zipfile.ZipFile) -> dict[str, str]:
    """Le nom de chaque feuille et la pièce qui la porte."""
    liens = {r.get("Id"): r.get("Target", "") for r in _lire(archive, "xl/_rels/workbook.xml.rels")}
    rendus = {}
    for element in _lire(archive, "xl/workbook.xml").iter("{*}sheet"):
        cible = str(liens.get(element.get(_REL, "")) or "")
        rendus[element.get("name", "")] = cible.lstrip("/") if cible.startswith("/") else f"xl/{cible}"
    return rendus


def _lire(archive: zipfile.ZipFile, nom: str) -> etree._Element:
    try:
        with archive.open(nom) as piece:
            return etree.parse(
                piece, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            ).getroot()
    except (KeyError, etree.XMLSyntaxError) as erreur:
        raise FichierRefuse("le classeur est abîmé", "enregistrez-le de nouveau depuis un tableur") from erreur


def _parcourir(flux: IO[bytes]) -> MesureFeuille:
    mesure, reste = MesureFeuille(), b""
    while bloc := flux.read(_BLOC):
        texte = reste + bloc
        coupe = texte.rfind(b"<")
        # La balise inachevée, et celle d'avant : une formule sans valeur se voit à deux balises de suite.
        coupe = max(texte.rfind(b"<", 0, coupe), 0)
        _compter(texte[:coupe], mesure)
        reste = texte[coupe:]
        if len(reste) > _BLOC + _BALISE_MAX:
            raise FichierRefuse("une balise démesurée dans le classeur", "enregistrez-le de nouveau depuis un tableur")
    _compter(reste, mesure)
    return mesure


def _compter(texte: bytes, mesure: MesureFeuille) -> None:
    for trouve in _SITUE.finditer(texte):
        if trouve[3]:
            mesure.sans_valeur += 1
            continue
        ligne = int(trouve[2])
        mesure.lignes = max(mesure.lignes, ligne)
        mesure.premiere = min(mesure.premiere or ligne, ligne)
        mesure.colonnes = max(mesure.colonnes, _rang(trouve[1]))


def _rang(lettres: bytes) -> int:
    rang = 0
    for lettre in lettres:
        rang = rang * 26 + lettre - 64
    return rang
