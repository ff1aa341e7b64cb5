"""Une figure ne va rien chercher, ne lance rien, ne grossit pas : SVG et PNG."""

import struct
import zlib

import pytest

from jumelles.documents.dessin import to_png
from jumelles.documents.images import COTE_MAX, OCTETS_MAX, verifier_image
from jumelles.documents.refus import DocumentRefuse
from tests.documents.note_inventee import dessiner_frise

TETE = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def svg(dedans: str) -> bytes:
    return f"{TETE}{dedans}</svg>".encode()


def png(largeur: int, hauteur: int) -> bytes:
    """Un PNG gris, au besoin menteur sur sa taille."""

    def morceau(nom: bytes, corps: bytes) -> bytes:
        return struct.pack(">I", len(corps)) + nom + corps + struct.pack(">I", zlib.crc32(nom + corps))

    tete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 0, 0, 0, 0)
    lignes = zlib.compress(b"\x00\x80" * 1)
    return b"\x89PNG\r\n\x1a\n" + morceau(b"IHDR", tete) + morceau(b"IDAT", lignes) + morceau(b"IEND", b"")


@pytest.mark.parametrize(
    "image",
    [
        svg("<script>alert(1)</script>"), svg("<rect onload='x()'/>"), svg("<rect onClick='x()'/>"),
        svg("<image href='/etc/passwd'/>"), svg("<image xlink:href='https://exemple.invalid/x.png'/>"),
        svg("<use href='autre.svg#a'/>"), svg("<image href='data:image/svg+xml;base64,AAAA'/>"),
        svg("<a href='javascript:x'><rect/></a>"), svg("<style>@import 'x.css';</style>"),
        svg("<style>rect{fill:url(http://exemple.invalid)}</style>"), svg("<rect style='fill:url(x.svg#a)'/>"),
        svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
        svg("<?xml-stylesheet href='x.css'?><rect/>"), svg("<animate attributeName='href' to='x'/>"),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<text>&x;</text>"),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + svg("<text>&b;</text>"),
        svg("<g id='a'><use href='#b'/><use href='#b'/></g><g id='b'><use href='#c'/></g>"), svg("<g/>" * 50_001),
        png(6000, 6000), b"<html/>", b"<svg/>", b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", png(COTE_MAX + 1, 1),
        svg("x" * OCTETS_MAX), TETE.encode(), (TETE + "é</svg>").encode("utf-16"),
    ],
)  # fmt: skip
def test_une_image_dangereuse_ou_abimee_est_refusee(image: bytes) -> None:
    with pytest.raises(DocumentRefuse):
        verifier_image(image)


@pytest.mark.parametrize(
    "image",
    [
        dessiner_frise(), png(1, 1), svg("<style>rect{fill:#123}</style><rect/>"),
        svg("<defs><linearGradient id='a'/></defs><rect fill='url(#a)'/><use href='#a'/>"),
        svg("<image href='data:image/png;base64,AAAA'/><!-- un commentaire -->"),
    ],
)  # fmt: skip
def test_une_image_ordinaire_passe(image: bytes) -> None:
    verifier_image(image)


def test_le_png_d_un_svg_est_le_meme_chaque_fois() -> None:
    premier = to_png(dessiner_frise())
    to_png.cache_clear()
    assert to_png(dessiner_frise()) == premier
    largeur, hauteur = struct.unpack(">II", premier[16:24])
    assert (largeur, round(hauteur / largeur, 2)) == (1300, 0.29) or largeur in (1299, 1300)


def test_un_svg_indessinable_est_refuse() -> None:
    with pytest.raises(DocumentRefuse, match="dessinée"):
        to_png(b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>')
