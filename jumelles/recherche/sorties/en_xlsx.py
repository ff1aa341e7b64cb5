"""Le classeur Excel, écrit au fil de l'eau : la notice et les styles par xlsxwriter, les lignes ici.

xlsxwriter met une demi-milliseconde par ligne et ne rend rien avant la fin ; il garde la notice, les en-têtes et les
styles, et les lignes passent directement dans l'archive. Un texte qui ressemble à une formule reste intact, en texte,
marqué comme tel (quotePrefix) : le tableur ne l'exécute ni à l'ouverture ni quand on repasse dans la cellule. Une
feuille pleine est suivie d'une autre.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import RawIOBase
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from jumelles.recherche.dictionnaire import Colonne
from jumelles.recherche.document import Trouve
from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.sorties.cellules import entieres, joindre, transposer
from jumelles.recherche.sorties.classeur import (
    SIGNES_PAR_CELLULE,
    Classeur,
    filtrer_jusqu_a,
    piece_de_feuille,
    preparer,
)
from jumelles.recherche.sorties.extraction import Extraction, decrire
from jumelles.recherche.sorties.formules import neutraliser, une_formule_dans
from jumelles.recherche.sorties.parcours import paquets
from jumelles.recherche.sorties.xml import INTERDITS, lisible

LIGNES_PAR_FEUILLE = 1_048_575  # plus l'en-tête : la limite d'Excel
OCTETS_PAR_FEUILLE = 1 << 30  # très en deçà de 2 Gio, que l'archive n'admet qu'en un dialecte refusé par Excel
COUPE = " […]"
_ECHAPPEMENT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel lirait « _x0041_ » comme un A
_Faire = Callable[[Sequence[int], Sequence[Any]], list[str]]
_A_REPRENDRE = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_|" + INTERDITS.pattern)


class _Puits(RawIOBase):
    """Où l'archive s'écrit ; `vider` rend ce qui n'est pas encore parti."""

    def __init__(self) -> None:
        self._morceaux: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, octets: Any) -> int:
        self._morceaux.append(bytes(octets))
        return len(octets)

    def vider(self) -> bytes:
        partis = b"".join(self._morceaux)
        self._morceaux.clear()
        return partis


def ecrire_xlsx(moteur: Moteur, extraction: Extraction) -> Iterator[bytes]:
    """Les octets du classeur, feuille après feuille ; la notice et la table des pièces viennent à la fin."""
    apropos = decrire(moteur, extraction)
    modele = preparer(apropos, extraction.colonnes, extraction.sorte, [0])
    puits = _Puits()
    faites: list[int] = []
    with zipfile.ZipFile(puits, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        reste = _Tranches(moteur, extraction)
        while not faites or reste.encore:
            feuille = _Feuille(modele, _EnXml(extraction.colonnes, modele.cite))
            with archive.open(piece_de_feuille(len(faites) + 1), "w") as ecrite:
                for octets in feuille.ecrire(reste):
                    ecrite.write(octets)
                    yield puits.vider()
            faites.append(feuille.nombre)
        for nom, piece in preparer(apropos, extraction.colonnes, extraction.sorte, faites).autres.items():
            archive.writestr(nom, piece)
    yield puits.vider()


class _Tranches:
    """Les fiches, par paquets qu'une feuille pleine peut entamer ; `encore` dit s'il en reste."""

    def __init__(self, moteur: Moteur, extraction: Extraction) -> None:
        self._paquets = paquets(moteur, extraction.filtre, extraction.sorte)
        self._reste: tuple[Trouve, ...] = next(self._paquets, ())

    @property
    def encore(self) -> bool:
        return bool(self._reste)

    def prendre(self, nombre: int) -> tuple[Trouve, ...]:
        """Les suivantes, au plus tant."""
        prises, self._reste = self._reste[:nombre], self._reste[nombre:]
        self._reste = self._reste or next(self._paquets, ())
        return prises


class _Feuille:
    """Une feuille de lignes, de son début à sa fin ; `nombre` : combien elle en porte."""

    def __init__(self, modele: Classeur, xml: "_EnXml") -> None:
        self._modele, self._xml, self.nombre = modele, xml, 0

    def ecrire(self, reste: _Tranches) -> Iterator[bytes]:
        yield self._modele.avant.encode()
        ecrits = 0
        while ecrits < OCTETS_PAR_FEUILLE and (prises := reste.prendre(LIGNES_PAR_FEUILLE - self.nombre)):
            octets = self._xml.lignes(prises, self.nombre + 2)
            self.nombre, ecrits = self.nombre + len(prises), ecrits + len(octets)
            yield octets
        yield filtrer_jusqu_a(self._modele.apres, max(1, self.nombre)).encode()


class _EnXml:
    """Des fiches aux lignes d'une feuille (SpreadsheetML), colonne par colonne."""

    def __init__(self, colonnes: Sequence[Colonne], cite: int) -> None:
        self._colonnes = colonnes
        self._faire = [self._faiseur(c, xl_col_to_name(i), cite) for i, c in enumerate(colonnes)]

    def lignes(self, fiches: Sequence[Trouve], premiere: int) -> bytes:
        """Ces fiches, à partir de la ligne `premiere` de la feuille."""
        rangs = range(premiere, premiere + len(fiches))
        valeurs = transposer(fiches, self._colonnes)
        cellules = [faire(rangs, v) for faire, v in zip(self._faire, valeurs, strict=True)]
        lignes = zip(rangs, map("".join, zip(*cellules, strict=True)), strict=True)
        return "".join([f'<row r="{n}">{ligne}</row>' for n, ligne in lignes]).encode()

    @staticmethod
    def _faiseur(colonne: Colonne, lettre: str, cite: int) -> _Faire:
        match colonne.type:
            case "nombre":
                return partial(_nombres, lettre)
            case "booleen":
                return partial(_booleens, lettre)
            case "liste" | "liste_codes":
                return lambda rangs, v: _textes(lettre, cite * colonne.textuelle, rangs, joindre(v))
            case "adresse":
                return lambda rangs, v: _textes(lettre, 0, rangs, entieres(v))
        return partial(_textes, lettre, cite * colonne.textuelle)


def _nombres(lettre: str, rangs: Sequence[int], valeurs: Sequence[Any]) -> list[str]:
    return [
        "" if v is None else f'<c r="{lettre}{n}"><v>{v!r}</v></c>' for n, v in zip(rangs, valeurs, strict=True)
    ]  # fmt: skip


def _booleens(lettre: str, rangs: Sequence[int], valeurs: Sequence[Any]) -> list[str]:
    return [
        "" if v is None else f'<c r="{lettre}{n}" t="b"><v>{v:d}</v></c>' for n, v in zip(rangs, valeurs, strict=True)
    ]


def _textes(lettre: str, cite: int, rangs: Sequence[int], valeurs: Sequence[Any]) -> list[str]:
    """cite : le style d'un texte qui ressemble à une formule ; 0 : cette colonne n'en porte pas."""
    debut, marque = f'<c r="{lettre}', f'" s="{cite}'
    suspects = une_formule_dans(valeurs) if cite else False
    styles = [marque if suspects and v and neutraliser(v) is not v else "" for v in valeurs]
    return [
        f'{debut}{n}{style}" t="inlineStr"><is><t xml:space="preserve">{v}</t></is></c>' if v else ""
        for n, style, v in zip(rangs, styles, _lisibles(valeurs), strict=True)
    ]


def _lisibles(valeurs: Sequence[Any]) -> Sequence[Any]:
    """Ce qu'une cellule admet : ni balise, ni signe de commande, ni plus que la longueur permise."""
    pleines = [v for v in valeurs if v]
    if not _A_REPRENDRE.search("\n".join(pleines)) and max(map(len, pleines), default=0) <= SIGNES_PAR_CELLULE:
        return valeurs
    return [v and _lisible(v) for v in valeurs]


def _lisible(texte: str) -> str:
    if len(texte) > SIGNES_PAR_CELLULE:
        texte = texte[: SIGNES_PAR_CELLULE - len(COUPE)] + COUPE
    return escape(_ECHAPPEMENT.sub("_x005F_", lisible(texte)))
