"""Les lettres des documents, prises dans des paquets : le même dessin sur toute machine."""

import struct
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

TEXTE = ("Atkinson Hyperlegible", "Noto Sans")
TITRES = ("Bricolage Grotesque 96pt", *TEXTE)
_PAQUETS = ("fontpkg_atkinson_hyperlegible", "fontpkg_bricolage_grotesque", "fontpkg_noto_sans")
MANQUANT = "\ufffd"


@cache
def polices() -> typst.Fonts:
    """Nos lettres, et aucune autre : ni celles de la machine, ni celles que typst apporte."""
    dossiers: list[str] = [str(d) for d in _dossiers()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=dossiers)


@cache
def signes_dessinables() -> frozenset[int]:
    """Les points de code que l'une de nos lettres sait dessiner, d'après leurs tables cmap."""
    droites = [f for d in _dossiers() for f in d.glob("*.ttf") if "Italic" not in f.name and "Bold" not in f.name]
    return frozenset(code for fichier in droites for code in read_cmap(fichier.read_bytes()))


def sans_manquants(texte: str) -> str:
    """Le texte, où un signe sans dessin devient �."""
    if texte.isascii():
        return texte
    connus = signes_dessinables()
    return "".join(c if ord(c) in connus else MANQUANT for c in texte)


@cache
def _signes_de_la_lettre() -> frozenset[int]:
    """Les points de code que notre première lettre dessine, en droit et en gras."""
    fichiers = [f for d in _dossiers() for f in d.glob("AtkinsonHyperlegible-*.ttf") if "Italic" not in f.name]
    siennes = [f.read_bytes() for f in fichiers]
    return frozenset.intersection(*(frozenset(read_cmap(f)) for f in siennes))


def en_figure(texte: str) -> tuple[str, str]:
    """Un texte à poser dans un SVG, et sa famille de lettres : un dessin ne change pas de lettre en chemin.

    Un signe hors de la première lettre mène tout le texte à la seconde ; les marques qui ne s'empilent pas sont ôtées.
    """
    compose = unicodedata.normalize("NFC", texte)
    net = sans_manquants("".join(c for c in compose if not unicodedata.combining(c)))
    siens = net.isascii() or all(ord(c) in _signes_de_la_lettre() for c in net)
    return net, TEXTE[0] if siens else TEXTE[1]


def _dossiers() -> list[Path]:
    return [Path(str(files(paquet))) / "files" for paquet in _PAQUETS]


def read_cmap(police: bytes) -> set[int]:
    """Les points de code d'un fichier TrueType (tables cmap de formats 4 et 12, norme OpenType)."""
    (nombre,) = struct.unpack_from(">H", police, 4)
    tables = {
        police[p : p + 4]: struct.unpack_from(">I", police, p + 8)[0] for p in range(12, 12 + 16 * nombre, 16)
    }  # fmt: skip
    debut = tables[b"cmap"]
    (sous_tables,) = struct.unpack_from(">H", police, debut + 2)
    codes: set[int] = set()
    for rang in range(sous_tables):
        ou = debut + struct.unpack_from(">I", police, debut + 8 + 8 * rang)[0]
        (forme,) = struct.unpack_from(">H", police, ou)
        codes |= _format_4(police, ou) if forme == 4 else _format_12(police, ou) if forme == 12 else set()
    return codes


def _format_4(police: bytes, ou: int) -> set[int]:
    (double,) = struct.unpack_from(">H", police, ou + 6)
    fins = struct.unpack_from(f">{double // 2}H", police, ou + 14)
    debuts = struct.unpack_from(f">{double // 2}H", police, ou + 16 + double)
    return {code for a, b in zip(debuts, fins, strict=True) for code in range(a, b + 1)} - {0xFFFF}


def _format_12(police: bytes, ou: int) -> set[int]:
    (groupes,) = struct.unpack_from(">I", police, ou + 12)
    suites = (struct.unpack_from(">II", police, ou + 16 + 12 * rang) for rang in range(groupes))
    return {code for a, b in suites for code in range(a, b + 1)}
