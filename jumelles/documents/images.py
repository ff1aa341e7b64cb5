"""Les figures : un SVG ou un PNG qui ne va rien chercher ailleurs, et le PNG d'un SVG."""

import re
import struct
from collections.abc import Iterator

from lxml import etree

from jumelles.documents.refus import DocumentRefuse

OCTETS_MAX = 5_000_000
COTE_MAX = 10_000
POINTS_MAX = 25_000_000
ELEMENTS_MAX = 50_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_INTERDITS = {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "set", "animate"}
_RENVOI = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import", re.I)
_IMAGE_INCLUSE = re.compile(r"data:image/(png|jpeg);base64,", re.I)


def is_png(image: bytes) -> bool:
    """Vrai si ces octets commencent comme un PNG."""
    return image.startswith(_PNG)


def verifier_image(image: bytes) -> None:
    """DocumentRefuse si l'image est trop lourde, illisible, ou si elle appelle un script ou un autre fichier."""
    if len(image) > OCTETS_MAX:
        raise DocumentRefuse(f"Une figure pèse au plus {OCTETS_MAX // 1_000_000} Mo.")
    if is_png(image):
        _verifier_png(image)
    else:
        _verifier_svg(image)


def _verifier_png(image: bytes) -> None:
    if len(image) < 33 or image[12:16] != b"IHDR":
        raise DocumentRefuse("Cette figure PNG est abîmée : elle ne dit pas sa taille.")
    largeur, hauteur = struct.unpack(">II", image[16:24])
    if max(largeur, hauteur) > COTE_MAX or largeur * hauteur > POINTS_MAX:
        raise DocumentRefuse(
            f"Une figure PNG a au plus {COTE_MAX} points de côté et {POINTS_MAX // 10**6} millions en tout."
        )


def _verifier_svg(image: bytes) -> None:
    lecteur = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        image.decode("utf-8")
        racine = etree.fromstring(image, lecteur)
    except (etree.XMLSyntaxError, ValueError) as erreur:
        raise DocumentRefuse("Une figure doit être un SVG bien formé, en UTF-8, ou un PNG.") from erreur
    if racine.tag != f"{_SVG}svg" or racine.getroottree().docinfo.doctype:
        raise DocumentRefuse("Une figure SVG commence par <svg>, sans déclaration de type de document.")
    if sum(1 for _ in racine.iter()) > ELEMENTS_MAX:
        raise DocumentRefuse(f"Une figure SVG compte au plus {ELEMENTS_MAX} éléments.")
    for motif in _griefs(racine):
        raise DocumentRefuse(f"Cette figure SVG est refusée : {motif}.")


def _griefs(racine: etree._Element) -> Iterator[str]:
    for element in racine.iter():
        if not isinstance(element.tag, str):
            yield "elle contient une instruction de traitement ou une entité"
            continue
        nom = etree.QName(element).localname
        if nom in _INTERDITS:
            yield f"elle contient <{nom}>"
        if nom == "use" and any(parent.get("id") for parent in element.iterancestors() if parent is not racine):
            yield "ses renvois s’emboîtent"
        if nom == "style" and _RENVOI.search(element.text or ""):
            yield "sa feuille de style va chercher un autre fichier"
        for attribut, valeur in element.attrib.items():
            yield from _grief_attribut(etree.QName(attribut).localname, valeur)


def _grief_attribut(nom: str, valeur: str) -> Iterator[str]:
    if nom.lower().startswith("on"):
        yield f"elle réagit à un geste ({nom})"
    if nom == "href" and not valeur.strip().startswith("#") and not _IMAGE_INCLUSE.match(valeur.strip()):
        yield "elle renvoie à un autre fichier"
    if _RENVOI.search(valeur):
        yield "son style va chercher un autre fichier"
