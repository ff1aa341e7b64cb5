"""Le contenu d'un ODS, lu rangée à rangée : ses feuilles, ses cellules, ses répétitions bornées, ses fusions."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from jumelles.sources.depots.lecteurs.archive import ouvrir_archive
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.termes import Feuille
from jumelles.sources.problemes import FichierRefuse

_NOMS = "{urn:oasis:names:tc:opendocument:xmlns:"
_T, _O, _X, _S = (f"{_NOMS}{nom}:1.0}}" for nom in ("table", "office", "text", "style"))
_BLANCS_MAX = 100
_CELLULES = (f"{_T}table-cell", f"{_T}covered-table-cell")
_REENREGISTREZ = "enregistrez-le de nouveau depuis un tableur"


@dataclass(frozen=True, slots=True)
class RangeeOds:
    """Une rangée à partir de zéro : ses cellules, et ses fusions (colonne, lignes, colonnes)."""

    rang: int
    cellules: tuple[str, ...]
    fusions: tuple[tuple[int, int, int], ...]
    sans_valeur: int = 0


def feuilles_ods(chemin: Path) -> tuple[Feuille, ...]:
    """Les feuilles, dans l'ordre ; masquée : son style dit de ne pas la montrer."""
    caches, styles, rendues = set[str](), "", []
    with ouvrir_archive(chemin) as archive:
        for evenement, element in _evenements(archive, f"{_T}table", f"{_S}style", f"{_S}table-properties"):
            if element.tag == f"{_S}style" and evenement == "start":
                styles = str(element.get(f"{_S}name"))
            elif element.tag == f"{_S}table-properties" and element.get(f"{_T}display") == "false":
                caches.add(styles)
            elif element.tag == f"{_T}table" and evenement == "start":
                nom = str(element.get(f"{_T}name", ""))
                rendues.append(Feuille(nom, masquee=str(element.get(f"{_T}style-name")) in caches))
            elif element.tag == f"{_T}table":
                _oublier(element)
    return tuple(rendues)


def rangees_ods(chemin: Path, feuille: str) -> Iterator[RangeeOds]:
    """Les rangées pleines de cette feuille ; FichierRefuse au-delà des bornes."""
    courante, ligne = "", 0
    with ouvrir_archive(chemin) as archive:
        for evenement, element in _evenements(archive, f"{_T}table", f"{_T}table-row"):
            if element.tag == f"{_T}table":
                courante, ligne = (str(element.get(f"{_T}name", "")), 0) if evenement == "start" else ("", 0)
            elif evenement == "end":
                fois = _nombre(element, f"{_T}number-rows-repeated")
                if courante == feuille:
                    yield from _repeter(_rangee(element, ligne), fois)
                ligne += fois
                _oublier(element)


def _evenements(archive: zipfile.ZipFile, *balises: str) -> Iterator[tuple[str, etree._Element]]:
    with archive.open("content.xml") as piece:
        lecture = etree.iterparse(
            piece, events=("start", "end"), tag=balises, resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False,
        )  # fmt: skip
        try:
            yield from lecture
        except etree.XMLSyntaxError as erreur:
            raise FichierRefuse("le classeur est abîmé ou démesuré", _REENREGISTREZ) from erreur


def _repeter(rangee: RangeeOds | None, fois: int) -> Iterator[RangeeOds]:
    """La même rangée autant de fois que l'annonce le classeur, dans les bornes ; une rangée vide n'est rien."""
    if rangee is None:
        return
    if fois > limites().lignes:
        raise FichierRefuse(
            f"une même ligne y est répétée {fois} fois", "effacez les lignes de la fin", ligne=rangee.rang + 1
        )
    for pas in range(fois):
        yield RangeeOds(rangee.rang + pas, rangee.cellules, rangee.fusions if not pas else (), rangee.sans_valeur)


def _rangee(element: etree._Element, ligne: int) -> RangeeOds | None:
    cellules: list[str] = []
    fusions: list[tuple[int, int, int]] = []
    attente = sans_valeur = 0
    for cellule in element.iterchildren(*_CELLULES):
        fois = _nombre(cellule, f"{_T}number-columns-repeated")
        lignes, colonnes = _nombre(cellule, f"{_T}number-rows-spanned"), _nombre(cellule, f"{_T}number-columns-spanned")
        if lignes > 1 or colonnes > 1:
            fusions.append((len(cellules) + attente, lignes, colonnes))
        texte = _valeur(cellule)
        sans_valeur += not texte and cellule.get(f"{_T}formula") is not None
        if not texte:
            attente += fois
            continue
        _check_colonnes(len(cellules) + attente + fois, ligne)
        cellules += [*[""] * attente, *[texte] * fois]
        attente = 0
    return RangeeOds(ligne, tuple(cellules), tuple(fusions), sans_valeur) if cellules or fusions else None


def _check_colonnes(nombre: int, ligne: int) -> None:
    if nombre > limites().colonnes:
        raise FichierRefuse(
            f"plus de {limites().colonnes} colonnes", "ne gardez que les colonnes utiles, dans un nouveau classeur",
            ligne=ligne + 1,
        )  # fmt: skip


def _valeur(cellule: etree._Element) -> str:
    """La valeur enregistrée, en texte : d'une formule aussi."""
    match cellule.get(f"{_O}value-type"):
        case "float" | "percentage" | "currency":
            nombre = str(cellule.get(f"{_O}value") or "")
            return nombre.removesuffix(".0")
        case "date":
            return str(cellule.get(f"{_O}date-value") or "").removesuffix("T00:00:00")
        case "boolean":
            return "oui" if cellule.get(f"{_O}boolean-value") == "true" else "non"
        case "time":
            return str(cellule.get(f"{_O}time-value") or "")
        case None:
            return ""
    return "\n".join(_texte(p) for p in cellule.iterchildren(f"{_X}p"))


def _texte(element: etree._Element) -> str:
    """Le texte d'un paragraphe, ses blancs, tabulations et retours."""
    morceaux = [element.text or ""]
    for enfant in element:
        if enfant.tag == f"{_X}s":
            morceaux.append(" " * min(_nombre(enfant, f"{_X}c"), _BLANCS_MAX))
        elif enfant.tag == f"{_X}tab":
            morceaux.append("\t")
        elif enfant.tag == f"{_X}line-break":
            morceaux.append("\n")
        elif isinstance(enfant.tag, str):
            morceaux.append(_texte(enfant))
        morceaux.append(enfant.tail or "")
    return "".join(morceaux)


def _nombre(element: etree._Element, attribut: str) -> int:
    lu = str(element.get(attribut) or "1")
    return int(lu) if lu.isdecimal() and len(lu) < 10 else 1


def _oublier(element: etree._Element) -> None:
    """Rendre la mémoire de ce qui est lu."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
