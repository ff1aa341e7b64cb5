"""L'archive d'un classeur, éprouvée avant qu'on l'ouvre : pièces, tailles vraies, taux de compression."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from jumelles.sources.depots.limites import MO, limites
from jumelles.sources.problemes import FichierRefuse

_BLOC = 1 << 20
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_REENREGISTREZ = "ouvrez-le dans un tableur et enregistrez-le de nouveau"
_PLUS_PETIT = "gardez les seules lignes utiles dans un nouveau classeur, ou enregistrez la feuille en « CSV UTF-8 »"
_TETE_ODS = 512


def is_archive(tete: bytes) -> bool:
    """Vrai pour une archive ZIP, ce qu'est un classeur."""
    return tete.startswith(_SIGNATURES)


@contextmanager
def ouvrir_archive(chemin: Path) -> Iterator[zipfile.ZipFile]:
    """L'archive, sa table des pièces lue ; FichierRefuse si elle est abîmée, même plus tard dans la lecture."""
    try:
        with zipfile.ZipFile(chemin) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, zlib.error) as erreur:
        raise FichierRefuse("l'archive du classeur est abîmée, coupée ou protégée", _REENREGISTREZ) from erreur


def verifier_archive(chemin: Path) -> Literal["xlsx", "ods"]:
    """Refuser une archive piégée ou qui n'est pas un classeur, sans rien en écrire ; rendre sa sorte."""
    with ouvrir_archive(chemin) as archive:
        pieces = archive.infolist()
        _check_table(pieces, chemin.stat().st_size)
        sorte = _sorte(archive)
        for piece in pieces:
            _derouler(archive, piece)
    return sorte


def _check_table(pieces: list[zipfile.ZipInfo], octets: int) -> None:
    """Ce que l'archive annonce : trop de pièces, trop gros une fois ouverte, chiffré, en double."""
    bornes = limites()
    total = sum(p.file_size for p in pieces)
    if len(pieces) > bornes.pieces:
        raise FichierRefuse(f"{len(pieces)} pièces dans l'archive, la limite est de {bornes.pieces}", _REENREGISTREZ)
    if total > bornes.decompresses:
        raise FichierRefuse(
            f"il pèserait {total // MO} Mo une fois ouvert, la limite est de {bornes.decompresses // MO} Mo",
            _PLUS_PETIT,
        )
    if total > bornes.taux * max(octets, _BLOC // 16):
        raise FichierRefuse(f"il grossirait {total // max(octets, 1)} fois en s'ouvrant : l'archive est piégée",
                            "demandez un autre fichier à qui vous l'a donné")  # fmt: skip
    if any(p.flag_bits & 0x1 for p in pieces):
        raise FichierRefuse("il est protégé par un mot de passe", "enregistrez-le sans mot de passe")
    if len({p.filename for p in pieces}) != len(pieces):
        raise FichierRefuse("deux pièces de l'archive ont le même nom", _REENREGISTREZ)


def _sorte(archive: zipfile.ZipFile) -> Literal["xlsx", "ods"]:
    noms = set(archive.namelist())
    if "xl/workbook.xml" in noms:
        return "xlsx"
    if "content.xml" in noms and "mimetype" in noms:
        with archive.open("mimetype") as piece:
            if piece.read(_TETE_ODS).strip().startswith(_ODS):
                return "ods"
    if "xl/workbook.bin" in noms:
        raise FichierRefuse("c'est un classeur Excel binaire (.xlsb)", "enregistrez-le en « Classeur Excel (.xlsx) »")
    if "word/document.xml" in noms:
        raise FichierRefuse("c'est un document Word", "copiez le tableau dans un tableur et enregistrez-le")
    raise FichierRefuse("c'est une archive ZIP, et non un classeur", "décompressez-la et donnez le fichier de données")


def _derouler(archive: zipfile.ZipFile, piece: zipfile.ZipInfo) -> None:
    """Lire la pièce jusqu'au bout : sa taille et sa somme de contrôle sont vraies, ou zipfile le dit."""
    with archive.open(piece) as flux:
        while flux.read(_BLOC):
            pass
