"""Un rapport dans le gabarit d'une collectivité : ses styles, son en-tête, son pied ; nos mots et nos sources."""

import re
from io import BytesIO
from itertools import chain
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from markupsafe import Markup

from jumelles.documents.arbre import Rapport
from jumelles.documents.bureautique.arbre import corps, sources, to_pandoc
from jumelles.documents.bureautique.archive import read_archive, write_archive
from jumelles.documents.bureautique.docx import convert
from jumelles.documents.copie import Copie, mettre_au_net
from jumelles.documents.gabarit.controle import verifier_gabarit
from jumelles.documents.gabarit.reperes import ATTENDUS, Moteur
from jumelles.documents.gabarit.word import GabaritWord
from jumelles.documents.refus import DocumentRefuse

_PREFIXES = nsdecls("wp", "a", "pic", "r")
_TIRET = "\ue000"  # un signe privé, que la mise au net ôte de tout texte
_ECHAPPES = re.compile(r"(?<=\{)_(?=[{%])|(?<=[}%])_(?=\})")
_TAILLE = re.compile(r'cx="(\d+)" cy="(\d+)"')
_SEUL = re.compile(r"\s*\{\{\s*(?:p\s+)?(corps|sources)\s*\}\}\s*")
_ENTIER = re.compile(r"\{\{[^}]*\b(corps|sources)\b")
_ILLISIBLE = (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError, PackageNotFoundError)


def fill_gabarit(rapport: Rapport, gabarit: bytes) -> bytes:
    """Le DOCX rempli ; DocumentRefuse si le gabarit est hostile, abîmé, ou sans le repère {{ corps }}."""
    verifier_gabarit(gabarit)
    copie = mettre_au_net(rapport)
    try:
        return _fill(copie, gabarit)
    except DocumentRefuse:
        raise
    except _ILLISIBLE as erreur:
        raise DocumentRefuse("Ce gabarit n’a pas pu être rempli. Ouvrez-le dans Word et réenregistrez-le.") from erreur


def _fill(copie: Copie, gabarit: bytes) -> bytes:
    document, moteur = GabaritWord(BytesIO(gabarit)), Moteur()
    document.init_docx()
    document.refuser_redites()
    entiers = _isoler(document)
    if "corps" not in entiers:
        raise DocumentRefuse(f"Ce gabarit ne dit pas où poser le texte : écrivez {{{{ corps }}}} seul sur une ligne. "
                             f"Repères possibles : {ATTENDUS}.")  # fmt: skip
    _refuser_ailleurs(document)
    document.render(_valeurs(document, copie, entiers), moteur, autoescape=True)
    proprietes = document.docx.core_properties
    proprietes.title, proprietes.language = copie.titre, copie.langue
    sortie = BytesIO()
    document.save(sortie)
    parties = read_archive(sortie.getvalue())
    return write_archive({nom: contenu.replace(_TIRET.encode(), b"_") for nom, contenu in parties.items()})


def _valeurs(document: Any, copie: Copie, entiers: set[str]) -> dict[str, Any]:
    suite = [] if "sources" in entiers else sources(copie, avec_titre=True)
    pleins = {"corps": chain(corps(copie), suite), "sources": sources(copie, avec_titre=False)}
    valeurs: dict[str, Any] = {
        nom: _inserer(document, convert(copie, to_pandoc(copie, pleins[nom]), nu=True)) for nom in entiers
    }  # fmt: skip
    simples = {"titre": copie.titre, "sous_titre": copie.sous_titre, "auteur": copie.auteur, "date": copie.jour_dit}
    return valeurs | {nom: _proteger(texte) for nom, texte in simples.items()}


def _proteger(texte: str) -> str:
    """docxtpl change « {_{ » en « {{ » dans ce qu'il écrit, même venu de nos mots : on lui cache le tiret bas."""
    return _ECHAPPES.sub(_TIRET, texte)


def _inserer(document: Any, docx: bytes) -> Markup:
    """Le corps d'un DOCX, ses images et ses styles joints au gabarit ; docxtpl perd les préfixes de ses dessins."""
    xml = _tenir_en_largeur(document, _proteger(str(document.new_subdoc(BytesIO(docx)))))
    return Markup(xml.replace("<w:drawing>", f"<w:drawing {_PREFIXES}>"))  # noqa: S704 : notre XML, déjà échappé


def _tenir_en_largeur(document: Any, xml: str) -> str:
    """Nos images font la largeur de notre colonne : les réduire à celle du gabarit."""
    page = document.docx.sections[0]
    colonne = page.page_width - page.left_margin - page.right_margin

    def reduire(taille: re.Match[str]) -> str:
        part = min(1.0, colonne / int(taille[1]))
        return f'cx="{int(int(taille[1]) * part)}" cy="{int(int(taille[2]) * part)}"'

    return _TAILLE.sub(reduire, xml)


def _isoler(document: Any) -> set[str]:
    """Les repères qui prennent toute une place, chacun seul dans son alinéa ; l'alinéa entier devient le repère."""
    trouves = set()
    for alinea in document.docx.element.body.iter(qn("w:p")):
        morceaux = list(alinea.iter(qn("w:t")))
        texte = "".join(m.text or "" for m in morceaux)
        if (seul := _SEUL.fullmatch(texte)) is not None:
            trouves.add(seul[1])
            morceaux[0].text = f"{{{{p {seul[1]} }}}}"
            for reste in morceaux[1:]:
                reste.text = ""
        elif (mele := _ENTIER.search(texte)) is not None:
            raise DocumentRefuse(f"Dans le gabarit, {{{{ {mele[1]} }}}} doit être seul sur sa ligne.")
    return trouves


def _refuser_ailleurs(document: Any) -> None:
    for partie in document.docx.part.package.iter_parts():
        if partie is not document.docx.part and str(partie.partname).endswith(".xml"):
            texte = re.sub(rb"<[^>]+>", b"", partie.blob).decode("utf-8", "replace")
            if (mele := _ENTIER.search(texte)) is not None:
                raise DocumentRefuse(f"{{{{ {mele[1]} }}}} se pose dans la page du gabarit, pas dans son en-tête.")
