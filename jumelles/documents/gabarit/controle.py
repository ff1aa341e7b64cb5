"""Ouvrir un gabarit sans rien en croire : taille, macros, fichiers distants, objets, champs qui agissent."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from jumelles.documents.gabarit.champs import codes_de_champ
from jumelles.documents.refus import DocumentRefuse

OCTETS_MAX = 5_000_000
OUVERT_MAX = 50_000_000
PARTIES_MAX = 400
XML_MAX = 4_000_000
ACCOLADES_MAX = 60  # docxtpl relit tout le document à chaque repère
_OUVRANTES, _BALISE = re.compile(r"\{[{%#]"), re.compile(r"<[^>]*>")
_ENCODAGES = {"UTF-8", "US-ASCII", "ASCII"}  # ce que Word et LibreOffice écrivent
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ILLISIBLE = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
_TYPES = "[Content_Types].xml"
_PRINCIPAL = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LIENS_REFUSES = {
    "attachedTemplate", "oleObject", "package", "aFChunk", "subDocument", "frame", "vbaProject", "wordVbaData",
    "control", "activeXControlBinary", "attachedToolbars", "keyMapCustomizations", "mailMergeSource",
    "mailMergeHeaderSource", "recipientData", "externalLink",
}  # fmt: skip
_CHAMPS_PERMIS = {
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "TITLE", "SUBJECT",
    "AUTHOR", "STYLEREF", "REF", "PAGEREF", "HYPERLINK", "TOC", "SEQ", "NOTEREF", "=",
}  # fmt: skip


def verifier_gabarit(octets: bytes) -> None:
    """DocumentRefuse, avec une phrase pour la personne, si ce fichier n'est pas un DOCX sans danger."""
    if len(octets) > OCTETS_MAX:
        raise DocumentRefuse(f"Ce gabarit pèse plus de {OCTETS_MAX // 1_000_000} Mo : allégez ses images.")
    reperes = 0
    for nom, contenu in _parties(octets):
        if nom.lower().endswith((".xml", ".rels")):
            reperes += _verifier_xml(nom, contenu)
            if reperes > ACCOLADES_MAX:
                raise DocumentRefuse(f"Ce gabarit est démesuré : il porte plus de {ACCOLADES_MAX} repères.")
        elif not nom.lower().startswith(("word/media/", "word/fonts/", "docprops/")):
            raise DocumentRefuse(f"Ce gabarit contient un fichier que l’on n’ouvre pas : {nom}.")


def _parties(octets: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(BytesIO(octets)) as archive:
            fiches = [f for f in archive.infolist() if not f.is_dir()]
            _verifier_archive(fiches)
            for fiche in fiches:
                yield fiche.filename, archive.read(fiche)
    except DocumentRefuse:
        raise
    except _ILLISIBLE as erreur:
        raise DocumentRefuse(
            "Ce gabarit n’est pas un fichier Word (.docx) lisible. Ouvrez-le et réenregistrez-le."
        ) from erreur


def _verifier_archive(fiches: list[zipfile.ZipInfo]) -> None:
    noms = [f.filename for f in fiches]
    if len(noms) > PARTIES_MAX or sum(f.file_size for f in fiches) > OUVERT_MAX:
        raise DocumentRefuse("Ce gabarit, une fois ouvert, est démesuré : il est refusé.")
    if len({n.lower() for n in noms}) < len(noms) or any(".." in n or n.startswith("/") or "\\" in n for n in noms):
        raise DocumentRefuse("Ce gabarit contient des noms de fichiers trompeurs : il est refusé.")
    if _TYPES not in noms or "word/document.xml" not in noms:
        raise DocumentRefuse("Ce fichier n’est pas un document Word (.docx). Enregistrez votre gabarit sous ce format.")
    if any(f.compress_type not in _COMPRESSIONS for f in fiches):
        raise DocumentRefuse("Ce gabarit n’est pas compressé en fichier Word lisible. Réenregistrez-le dans Word.")
    if any("vba" in n.lower() or "activex" in n.lower() for n in noms):
        raise DocumentRefuse("Ce gabarit contient des macros. Enregistrez-le en .docx, sans macro.")
    if any("/embeddings/" in n.lower() for n in noms):
        raise DocumentRefuse("Ce gabarit contient un fichier incorporé (objet). Retirez-le.")


def _verifier_xml(nom: str, contenu: bytes) -> int:
    """Refuser cette partie si elle agit ou cache quelque chose ; sinon, combien de repères s'y ouvrent."""
    if len(contenu) > XML_MAX:
        raise DocumentRefuse(f"Ce gabarit, une fois ouvert, est démesuré ({nom}) : il est refusé.")
    racine = _lire_xml(nom, contenu)
    if nom == _TYPES:
        _verifier_types(racine)
    elif nom.lower().endswith(".rels"):
        _verifier_liens(racine)
    else:
        _verifier_champs(racine)
    return _accolades(racine)


def _lire_xml(nom: str, contenu: bytes) -> etree._Element:
    lecteur = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        racine = etree.fromstring(contenu, lecteur)
    except (etree.XMLSyntaxError, ValueError, LookupError) as erreur:
        raise DocumentRefuse(f"Ce gabarit est abîmé ({nom}). Ouvrez-le et réenregistrez-le.") from erreur
    dit = racine.getroottree().docinfo
    if (dit.encoding or "UTF-8").upper() not in _ENCODAGES:
        raise DocumentRefuse(f"Ce gabarit n’est pas écrit en UTF-8 ({nom}). Ouvrez-le dans Word et réenregistrez-le.")
    if dit.doctype or any(isinstance(e, etree._Entity) for e in racine.iter()):
        raise DocumentRefuse("Ce gabarit déclare des entités XML, ce qu’un document Word ne fait pas : il est refusé.")
    return racine


def _accolades(racine: etree._Element) -> int:
    """Combien de repères s'ouvrent, une fois le XML lu (« &#123; » est une accolade), même coupés en morceaux."""
    lu = str(etree.tostring(racine, encoding="unicode"))
    return max(len(_OUVRANTES.findall(vu)) for vu in (lu, _BALISE.sub("", lu)))


def _verifier_types(racine: etree._Element) -> None:
    types = [e.get("ContentType", "") for e in racine]
    if any("macroEnabled" in t or "vbaProject" in t or "oleObject" in t for t in types):
        raise DocumentRefuse("Ce gabarit contient des macros. Enregistrez-le en .docx, sans macro.")
    if _PRINCIPAL not in types:
        raise DocumentRefuse("Ce fichier n’est pas un document Word (.docx). Enregistrez votre gabarit sous ce format.")


def _verifier_liens(racine: etree._Element) -> None:
    for lien in racine:
        sorte, cible = lien.get("Type", "").rpartition("/")[2], lien.get("Target", "")
        if sorte in _LIENS_REFUSES:
            raise DocumentRefuse(f"Ce gabarit dépend d’un autre fichier ou d’un objet ({sorte}). Retirez ce lien.")
        suivi = sorte == "hyperlink" and re.match(r"(https?|mailto):", cible, re.I)
        if lien.get("TargetMode", "").lower() == "external" and not suivi:
            raise DocumentRefuse(f"Ce gabarit va chercher un fichier ailleurs ({sorte}). Incorporez-le ou retirez-le.")


def _verifier_champs(racine: etree._Element) -> None:
    for code in codes_de_champ(racine):
        if code.upper() not in _CHAMPS_PERMIS:
            raise DocumentRefuse(f"Ce gabarit contient un champ automatique que l’on n’accepte pas : « {code[:40]} ».")
