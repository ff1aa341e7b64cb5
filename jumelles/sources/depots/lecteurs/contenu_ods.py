"""Le contenu d'un ODS, lu rangée à rangée : ses feuilles, ses cellules, ses répétitions bornées, ses fusions."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.archive import ouvrir_archive
from jumelles.sources.depots.lecteurs.branches_xml import branches
from jumelles.sources.depots.lecteurs.choix_feuille import check_feuilles
from jumelles.sources.depots.lecteurs.flux_xml import XmlFautif, refuser_le_classeur
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.termes import Feuille
from jumelles.sources.problemes import FichierRefuse

_NOMS = "{urn:oasis:names:tc:opendocument:xmlns:"
_T, _O, _X, _S = (f"{_NOMS}{nom}:1.0}}" for nom in ("table", "office", "text", "style"))
_BLANCS_MAX = 100
_CELLULES = (f"{_T}table-cell", f"{_T}covered-table-cell")
_TABLE, _RANGEE = f"{_T}table", f"{_T}table-row"
_STYLE, _ASPECT = f"{_S}style", f"{_S}table-properties"


@dataclass(frozen=True, slots=True)
class RangeeOds:
    """Une rangée à partir de zéro : ses cellules, et ses fusions (colonne, lignes, colonnes)."""

    rang: int
    cellules: tuple[str, ...]
    fusions: tuple[tuple[int, int, int], ...]
    sans_valeur: int = 0


def feuilles_ods(chemin: Path) -> tuple[Feuille, ...]:
    """Les feuilles, dans l'ordre ; masquée : son style dit de ne pas la montrer."""
    caches, style, rendues = set[str](), "", list[Feuille]()
    for element in _branches(chemin, (), ouvertes=(_TABLE, _STYLE, _ASPECT)):
        if element.tag == _STYLE:
            style = element.get(f"{_S}name", "")
        elif element.tag == _TABLE:
            rendues.append(Feuille(element.get(f"{_T}name", ""), element.get(f"{_T}style-name", "") in caches))
        elif element.get(f"{_T}display") == "false" and len(caches) <= limites().feuilles:
            caches.add(style)
        if len(rendues) > limites().feuilles:
            break
    check_feuilles([f.nom for f in rendues])
    return tuple(rendues)


def rangees_ods(chemin: Path, feuille: str) -> Iterator[RangeeOds]:
    """Les rangées pleines de cette feuille ; FichierRefuse au-delà des bornes."""
    courante, ligne, rendues = "", 0, 0
    for element in _branches(chemin, (_RANGEE,), ouvertes=(_TABLE,)):
        if element.tag == _TABLE:
            courante, ligne = element.get(f"{_T}name", ""), 0
            continue
        fois = _nombre(element, f"{_T}number-rows-repeated")
        for rangee in _repeter(_rangee(element, ligne), fois) if courante == feuille else ():
            rendues += 1
            _check_lignes(rendues, rangee.rang + 1)
            yield rangee
        ligne += fois


def _branches(chemin: Path, voulues: tuple[str, ...], *, ouvertes: tuple[str, ...]) -> Iterator[Element]:
    with ouvrir_archive(chemin) as archive, archive.open("content.xml") as piece:
        try:
            yield from branches(piece, voulues, ouvertes=ouvertes)
        except XmlFautif as faute:
            raise refuser_le_classeur(faute) from faute


def _check_lignes(nombre: int, ligne: int) -> None:
    # Des titres et des lignes de présentation peuvent précéder le tableau, dont les lignes se comptent plus loin.
    if nombre > limites().lignes * 2:
        raise FichierRefuse(
            _("plus de %d lignes dans la feuille") % (limites().lignes * 2), _("découpez le classeur"), ligne=ligne
        )


def _repeter(rangee: RangeeOds | None, fois: int) -> Iterator[RangeeOds]:
    """La même rangée autant de fois que l'annonce le classeur, dans les bornes ; une rangée vide n'est rien."""
    if rangee is None:
        return
    if fois > limites().lignes:
        raise FichierRefuse(
            _("une même ligne y est répétée %d fois") % fois, _("effacez les lignes de la fin"), ligne=rangee.rang + 1
        )
    for pas in range(fois):
        yield RangeeOds(rangee.rang + pas, rangee.cellules, rangee.fusions if not pas else (), rangee.sans_valeur)


def _rangee(element: Element, ligne: int) -> RangeeOds | None:
    cellules: list[str] = []
    fusions: list[tuple[int, int, int]] = []
    attente = sans_valeur = 0
    for cellule in (c for c in element if c.tag in _CELLULES):
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
            _("plus de %d colonnes") % limites().colonnes,
            _("ne gardez que les colonnes utiles, dans un nouveau classeur"),
            ligne=ligne + 1,
        )


def _valeur(cellule: Element) -> str:
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
    return "\n".join(_texte(p) for p in cellule.findall(f"{_X}p"))


def _texte(element: Element) -> str:
    """Le texte d'un paragraphe, ses blancs, tabulations et retours."""
    morceaux = [element.text or ""]
    for enfant in element:
        if enfant.tag == f"{_X}s":
            morceaux.append(" " * min(_nombre(enfant, f"{_X}c"), _BLANCS_MAX))
        elif enfant.tag == f"{_X}tab":
            morceaux.append("\t")
        elif enfant.tag == f"{_X}line-break":
            morceaux.append("\n")
        else:
            morceaux.append(_texte(enfant))
        morceaux.append(enfant.tail or "")
    return "".join(morceaux)


def _nombre(element: Element, attribut: str) -> int:
    lu = str(element.get(attribut) or "1")
    return int(lu) if lu.isdecimal() and len(lu) < 10 else 1
