"""Trouver le codage d'un texte : UTF-8, UTF-16 ou Windows-1252 ; deux codages mêlés se refusent, ligne à l'appui."""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from jumelles.sources.ouverture import BOM, LIGNE_MAX
from jumelles.sources.problemes import FichierRefuse

_BLOC = 1 << 20
_UTF16 = {b"\xff\xfe": "UTF-16 (petit-boutiste)", b"\xfe\xff": "UTF-16 (gros-boutiste)"}
_VIDES_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")


@dataclass(frozen=True, slots=True)
class Codage:
    """Le codage d'un texte, en clair, et son nom pour Python."""

    nom: str
    python: str


def trouver_codage(chemin: Path) -> Codage:
    """Lire tout le fichier une fois ; FichierRefuse s'il mêle deux codages ou n'est pas du texte."""
    with chemin.open("rb") as fichier:
        tete = fichier.read(4096)
        if tete[:2] in _UTF16:
            return Codage(_UTF16[tete[:2]], "utf-16")
        if (nu := _utf16_sans_marque(tete)) is not None:
            return nu
        fichier.seek(0)
        if _is_utf8(fichier):
            return Codage("UTF-8 avec marque" if tete.startswith(BOM) else "UTF-8", "utf-8-sig")
        fichier.seek(0)
        _check_1252(fichier, marque=tete.startswith(BOM))
    return Codage("Windows-1252", "cp1252")


def _utf16_sans_marque(tete: bytes) -> Codage | None:
    """Un octet nul sur deux : de l'UTF-16 que rien n'annonce."""
    paires = len(tete) // 2
    if paires < 4 or tete.count(0) < 0.4 * paires:
        return None
    pairs, impairs = tete[0::2].count(0), tete[1::2].count(0)
    if impairs > 0.8 * paires and pairs < 0.1 * paires:
        return Codage("UTF-16 sans marque (petit-boutiste)", "utf-16-le")
    if pairs > 0.8 * paires and impairs < 0.1 * paires:
        return Codage("UTF-16 sans marque (gros-boutiste)", "utf-16-be")
    return None


def _is_utf8(fichier: BinaryIO) -> bool:
    decodeur = codecs.getincrementaldecoder("utf-8")()
    try:
        while bloc := fichier.read(_BLOC):
            decodeur.decode(bloc)
        decodeur.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _check_1252(fichier: BinaryIO, *, marque: bool) -> None:
    """Refuser un octet que Windows-1252 n'a pas, et un fichier dont d'autres lignes sont en UTF-8."""
    utf8 = autre = numero = 0
    while ligne := fichier.readline(LIGNE_MAX + 1):
        numero += 1
        _check_ligne(ligne, numero)
        if ligne.isascii() or (numero == 1 and ligne.removeprefix(BOM).isascii()):
            continue
        if _is_decodable(ligne):
            utf8 = utf8 or numero
        else:
            autre = autre or numero
        if (utf8 or marque) and autre:
            preuve = _("la ligne %d est en UTF-8") % utf8 if utf8 else _("sa marque annonce de l'UTF-8")
            raison = _("deux codages mêlés : %s, celle-ci ne l'est pas") % preuve
            raise FichierRefuse(raison, _("réenregistrez tout le fichier en « CSV UTF-8 »"), ligne=autre)


def _check_ligne(ligne: bytes, numero: int) -> None:
    if len(ligne) > LIGNE_MAX:
        raison = _("elle dépasse %d octets") % LIGNE_MAX
        raise FichierRefuse(raison, _("vérifiez les fins de ligne du fichier"), ligne=numero)
    for octet in _VIDES_1252:
        if octet in ligne and not _is_decodable(ligne):
            raise FichierRefuse(
                _("l'octet 0x%02x n'est ni de l'UTF-8 ni du Windows-1252") % octet,
                _("réenregistrez le fichier en « CSV UTF-8 »"),
                ligne=numero,
                colonne=ligne.index(octet) + 1,
            )


def _is_decodable(ligne: bytes) -> bool:
    try:
        ligne.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
