"""IATI 2.03 : une activité, une rangée. Ni entité, ni DTD, ni réseau ; une activité à la fois en mémoire."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from jumelles.sources.depots.lecteurs.activite_iati import COLONNES, en_rangee
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.problemes import FichierRefuse, Probleme
from jumelles.sources.tableau import Rangee

RACINE, ACTIVITE = "iati-activities", "iati-activity"
_VERSIONS = ("2.01", "2.02", "2.03")
_TETE = 65_536
_DTD = "il porte une DTD (« <!DOCTYPE … »), qui peut cacher des entités piégées"
_SANS_DTD = "retirez cette déclaration : un fichier IATI n'en a pas"
_REMEDE = "donnez un fichier IATI 2.03 (« iati-activities »), ou un CSV"


def ouvrir_iati(chemin: Path) -> Document:
    """Vérifier la racine et la version ; FichierRefuse si ce n'est pas de l'IATI 2, ou s'il porte une DTD."""
    with chemin.open("rb") as fichier:
        _check_declaration(fichier.read(_TETE))
        fichier.seek(0)
        for _, element in _evenements(fichier):
            version = _check_racine(element)
            break
        else:
            raise FichierRefuse("XML vide", _REMEDE)
    return Document("iati", partial(_rangees, chemin), entete=COLONNES, codage=f"IATI {version}",
                    problemes=_remarques(version))  # fmt: skip


def _check_declaration(tete: bytes) -> None:
    """Avant tout : une DTD peut nommer des fichiers ou s'enfler d'elle-même."""
    if b"<!DOCTYPE" in tete or b"<!ENTITY" in tete:
        raise FichierRefuse(_DTD, _SANS_DTD)


def _check_racine(element: etree._Element) -> str:
    docinfo = element.getroottree().docinfo
    if docinfo.doctype or docinfo.internalDTD is not None:
        raise FichierRefuse(_DTD, _SANS_DTD)
    if element.tag != RACINE:
        raise FichierRefuse(f"XML d'une autre sorte (« {str(element.tag)[:60]} »)", _REMEDE)
    version = str(element.get("version") or "")
    if not version.startswith("2."):
        raise FichierRefuse(f"IATI en version « {version[:10]} »", "demandez une exportation en version 2.03")
    return version


def _remarques(version: str) -> tuple[Probleme, ...]:
    if version in _VERSIONS:
        return ()
    return (Probleme(1, "version", version[:10], "version d'IATI que nous n'avons pas éprouvée", "relisez le résultat",
                     bloquant=False),)  # fmt: skip


def _evenements(fichier: BinaryIO, *balises: str) -> Iterator[tuple[str, etree._Element]]:
    lecture = etree.iterparse(
        fichier, events=("start", "end"), tag=balises or None,
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        yield from lecture
    except etree.XMLSyntaxError as erreur:
        raise FichierRefuse(f"XML illisible ou coupé ({_dire(erreur)})", "exportez-le de nouveau",
                            ligne=erreur.lineno or 0) from erreur  # fmt: skip


def _dire(erreur: etree.XMLSyntaxError) -> str:
    """Ce que le lecteur en dit, sans le chemin du fichier."""
    return str(erreur.msg or "").split(", line ")[0][:120]


def _rangees(chemin: Path) -> Iterator[Rangee]:
    with chemin.open("rb") as fichier:
        rang = 0
        for evenement, element in _evenements(fichier, ACTIVITE):
            if evenement == "end":
                rang += 1
                yield Rangee(rang, en_rangee(element))
                _oublier(element)


def _oublier(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
