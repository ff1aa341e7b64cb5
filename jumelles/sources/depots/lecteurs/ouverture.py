"""Reconnaître un fichier à son contenu, jamais à son nom, et l'ouvrir avec le bon lecteur."""

from pathlib import Path

from django.utils.translation import gettext as _

from jumelles.sources.depots.lecteurs.archive import is_archive
from jumelles.sources.depots.lecteurs.classeur import ouvrir_classeur
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.objets import ouvrir_objets
from jumelles.sources.depots.lecteurs.texte import ouvrir_texte
from jumelles.sources.depots.lecteurs.xml_iati import ouvrir_iati
from jumelles.sources.depots.limites import limites
from jumelles.sources.ouverture import BOM, deviner_refus, verifier_taille
from jumelles.sources.problemes import FichierRefuse

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def ouvrir(chemin: Path, *, feuille: str = "") -> Document:
    """Ouvrir un CSV, un classeur, un GeoJSON, notre JSON ou un IATI ; FichierRefuse dit ce que c'est sinon."""
    verifier_taille(chemin, limites().octets)
    with chemin.open("rb") as fichier:
        tete = fichier.read(8192)
    if is_archive(tete):
        return ouvrir_classeur(chemin, feuille=feuille)
    if tete.startswith(b"\xd0\xcf\x11\xe0"):
        raise FichierRefuse(
            _("c'est un ancien classeur Excel (.xls), ou un classeur protégé par un mot de passe"),
            _("enregistrez-le sans mot de passe en « Classeur Excel (.xlsx) », ou en « CSV UTF-8 »"),
        )
    if tete[:2] in _UTF16 and tete[:4] != b"\xff\xfe\x00\x00":
        _refuser_balises(tete)
        return ouvrir_texte(chemin)
    debut = tete.removeprefix(BOM).lstrip()
    if _is_xml(debut):
        return ouvrir_iati(chemin)
    if debut.startswith((b"{", b"[")):
        return ouvrir_objets(chemin)
    _refuser_autre(tete)
    return ouvrir_texte(chemin)


def _is_xml(debut: bytes) -> bool:
    return debut.startswith((b"<?xml", b"<iati", b"<!DOCTYPE iati", b"<!--"))


def _refuser_balises(tete: bytes) -> None:
    """Un XML ou un JSON en UTF-16 passerait pour un tableau d'une colonne."""
    if tete.decode("utf-16", "replace").lstrip()[:1] in ("<", "{", "["):
        raise FichierRefuse(_("c'est un document XML ou JSON codé en UTF-16"), _("exportez-le en UTF-8"))


def _refuser_autre(tete: bytes) -> None:
    """Un PDF, une image, une page web… ; un octet nul se dira mieux à sa ligne."""
    refus = deviner_refus(tete.replace(b"\x00", b" "))
    if refus is not None:
        raise refus
