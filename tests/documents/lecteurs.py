"""Relire chaque sortie pour de vrai : la suite de ses mots, renvois compris, sans les mots des images ni des marges."""

import ctypes
import json
import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypandoc
import pypdfium2
import pypdfium2.raw as brut
from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PUCE = re.compile(r"(•|\d+\.)\s*")
_MOT = re.compile(r"\[\d+\]|\w+")


def mots(texte: str) -> list[str]:
    """« 8 012[1] habitants » : 8, 012, [1], habitants."""
    return _MOT.findall(texte)


def texte_pdf(pdf: bytes) -> str:
    """Le texte balisé, dans l'ordre du contenu : ni marges, ni en-tête répété, ni puces, ni mots des figures."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        lecture = page.get_textpage()
        pages.append("".join(_balises(page, lecture)))
        lecture.close()
        page.close()
    document.close()
    return "\n".join(pages)


def _balises(page: pypdfium2.PdfPage, lecture: pypdfium2.PdfTextPage) -> Iterator[str]:
    droite, bas, tus = 0.0, 0.0, dict(_tus(page))
    for objet in page.get_objects(filter=[brut.FPDF_PAGEOBJ_TEXT], max_depth=1):
        rang, texte = brut.FPDFPageObj_GetMarkedContentID(objet), _texte(objet, lecture)
        if rang < 0 or tus.get(rang) == "Figure" or (tus.get(rang) == "Lbl" and _PUCE.fullmatch(texte)):
            continue
        gauche, dessous, fin, _ = objet.get_bounds()
        if abs(dessous - bas) > 7 or gauche < droite - 7:
            yield "\n"
        elif gauche - droite > 1:
            yield " "
        droite, bas = fin, dessous
        yield texte


def _tus(page: pypdfium2.PdfPage) -> Iterator[tuple[int, str]]:
    """Les contenus marqués des puces (Lbl) et des figures : (numéro, sorte)."""
    arbre = brut.FPDF_StructTree_GetForPage(page)
    racines = [brut.FPDF_StructTree_GetChildAtIndex(arbre, i) for i in range(brut.FPDF_StructTree_CountChildren(arbre))]
    pile = [(racine, "") for racine in racines]
    while pile:
        element, tu = pile.pop()
        tampon = (ctypes.c_ushort * 40)()
        brut.FPDF_StructElement_GetType(element, tampon, 80)
        sorte = bytes(tampon).decode("utf-16-le").rstrip("\0")
        tu = tu or (sorte if sorte in ("Lbl", "Figure") else "")
        for rang in range(brut.FPDF_StructElement_CountChildren(element)):
            dessous = brut.FPDF_StructElement_GetChildAtIndex(element, rang)
            if dessous:
                pile.append((dessous, tu))
            elif tu:
                yield brut.FPDF_StructElement_GetChildMarkedContentID(element, rang), tu
    brut.FPDF_StructTree_Close(arbre)


def _texte(objet: pypdfium2.PdfObject, lecture: pypdfium2.PdfTextPage) -> str:
    taille = brut.FPDFTextObj_GetText(objet, lecture, None, 0)
    tampon = (ctypes.c_ushort * (taille // 2))()
    brut.FPDFTextObj_GetText(objet, lecture, tampon, taille)
    return bytes(tampon).decode("utf-16-le").rstrip("\0")


def partie(archive: bytes, nom: str) -> etree._Element:
    """Une partie XML d'un DOCX ou d'un ODT."""
    with ZipFile(BytesIO(archive)) as lue:
        return etree.fromstring(lue.read(nom))


def texte_docx(docx: bytes) -> str:
    """Le texte du corps, un alinéa par ligne."""
    alineas = partie(docx, "word/document.xml").iter(f"{W}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in alineas)


def texte_odt(odt: bytes) -> str:
    """Le texte du corps, un alinéa par ligne, sans les descriptions d'images."""
    corps = next(partie(odt, "content.xml").iter(f"{OFFICE}text"))
    etree.strip_elements(corps, f"{SVG}title", f"{SVG}desc", with_tail=False)
    for espace in corps.iter(f"{TEXT}s", f"{TEXT}line-break", f"{TEXT}tab"):
        espace.tail = " " + (espace.tail or "")
    return "\n".join("".join(p.itertext()) for p in corps.iter(f"{TEXT}p", f"{TEXT}h"))


def texte_html(page: str) -> str:
    """Le texte de l'article."""
    return "\n".join(html.fromstring(page).xpath("//article")[0].itertext())


def texte_markdown(markdown: str) -> str:
    """Le texte que pandoc lit dans ce Markdown (variante de GitHub), sans les textes d'images."""
    return "".join(_nus(_lire_markdown(markdown)))


def formes_markdown(markdown: str) -> list[str]:
    """Les sortes de blocs et de marques que pandoc y lit, dans l'ordre, sans les mots."""
    return [sorte for sorte in _sortes(_lire_markdown(markdown)) if sorte not in ("Str", "Space")]


def _lire_markdown(markdown: str) -> Any:
    commande = [pypandoc.get_pandoc_path(), "-f", "gfm", "-t", "json"]
    rendu = subprocess.run(commande, input=markdown.encode(), capture_output=True, check=True)
    return json.loads(rendu.stdout)["blocks"]


def _sortes(noeud: Any) -> Iterator[str]:
    if isinstance(noeud, dict):
        yield from [noeud["t"]] if "t" in noeud else []
    dessous = noeud.values() if isinstance(noeud, dict) else noeud if isinstance(noeud, list) else ()
    for suite in dessous:
        yield from _sortes(suite)


def _nus(noeud: Any) -> Iterator[str]:
    if isinstance(noeud, list):
        for dessous in noeud:
            yield from _nus(dessous)
    elif isinstance(noeud, dict):
        sorte = noeud.get("t")
        if sorte == "Str":
            yield noeud["c"]
        elif sorte in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif sorte == "Link":
            yield from _nus(noeud["c"][1])
        elif sorte in ("RawBlock", "RawInline"):
            yield "" if re.fullmatch(r'<a id="source-\d+">|</a>', noeud["c"][1]) else f"BRUT {noeud['c'][1]}"
        elif sorte in ("Code", "CodeBlock", "Math"):
            yield f"MARQUE {noeud['c'][1]}"
        elif sorte != "Image":
            yield from _nus(noeud.get("c", []))
            yield "\n" if sorte in ("Para", "Plain", "Header") else ""
