"""L'archive d'un classeur, éprouvée avant qu'on l'ouvre : pièces, tailles vraies, taux de compression."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from django.utils.translation import gettext as _

from jumelles.sources.depots.limites import MO, limites
from jumelles.sources.problemes import FichierRefuse

_BLOC = 1 << 20
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_TETE_ODS = 512
_TETE_LOCALE = 30
# Les autres façons de comprimer, qu'aucun tableur n'écrit, s'enflent sans qu'on puisse compter en route.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_COUPEE = (zipfile.BadZipFile, EOFError, OSError, zlib.error)
# zipfile dit ainsi qu'une version ou un mot de passe le dépasse.
_INCONNUE = (NotImplementedError, RuntimeError)


def is_archive(tete: bytes) -> bool:
    """Vrai pour une archive ZIP, ce qu'est un classeur."""
    return tete.startswith(_SIGNATURES)


@contextmanager
def ouvrir_archive(chemin: Path) -> Iterator[zipfile.ZipFile]:
    """L'archive, sa table des pièces lue ; FichierRefuse si elle est abîmée, même plus tard dans la lecture."""
    try:
        with zipfile.ZipFile(chemin) as archive:
            yield archive
    except (*_COUPEE, *_INCONNUE) as erreur:
        raise _abimee() from erreur


def verifier_archive(chemin: Path) -> Literal["xlsx", "ods"]:
    """Refuser une archive piégée ou qui n'est pas un classeur, sans rien en écrire ; rendre sa sorte."""
    with ouvrir_archive(chemin) as archive, chemin.open("rb") as fichier:
        pieces = archive.infolist()
        _check_table(pieces, chemin.stat().st_size)
        sorte = _sorte(archive)
        for piece in pieces:
            _derouler(fichier, piece)
    return sorte


def _check_table(pieces: list[zipfile.ZipInfo], octets: int) -> None:
    """Ce que l'archive annonce : trop de pièces, trop gros une fois ouverte, chiffré, en double."""
    bornes = limites()
    total = sum(p.file_size for p in pieces)
    if len(pieces) > bornes.pieces:
        raise FichierRefuse(
            _("%(n)d pièces dans l'archive, la limite est de %(max)d") % {"n": len(pieces), "max": bornes.pieces},
            _reenregistrez(),
        )
    if total > bornes.decompresses:
        raise FichierRefuse(
            _("il pèserait %(n)d Mo une fois ouvert, la limite est de %(max)d Mo")
            % {"n": total // MO, "max": bornes.decompresses // MO},
            _("gardez les seules lignes utiles dans un nouveau classeur, ou enregistrez la feuille en « CSV UTF-8 »"),
        )
    if total > bornes.taux * max(octets, _BLOC // 16):
        raise FichierRefuse(
            _("il grossirait %d fois en s'ouvrant : l'archive est piégée") % (total // max(octets, 1)),
            _("demandez un autre fichier à qui vous l'a donné"),
        )
    if any(p.flag_bits & 0x1 for p in pieces):
        raise FichierRefuse(_("il est protégé par un mot de passe"), _("enregistrez-le sans mot de passe"))
    if any(p.compress_type not in _COMPRESSIONS for p in pieces):
        raise FichierRefuse(_("l'archive est comprimée d'une façon qu'aucun tableur n'emploie"), _reenregistrez())
    if len({p.filename.casefold() for p in pieces}) != len(pieces):
        raise FichierRefuse(_("deux pièces de l'archive ont le même nom"), _reenregistrez())


def _sorte(archive: zipfile.ZipFile) -> Literal["xlsx", "ods"]:
    noms = set(archive.namelist())
    if "xl/workbook.xml" in noms:
        return "xlsx"
    if "content.xml" in noms and "mimetype" in noms:
        with archive.open("mimetype") as piece:
            if piece.read(_TETE_ODS).strip().startswith(_ODS):
                return "ods"
    raise _autre(noms)


def _autre(noms: set[str]) -> FichierRefuse:
    if "xl/workbook.bin" in noms:
        return FichierRefuse(
            _("c'est un classeur Excel binaire (.xlsb)"), _("enregistrez-le en « Classeur Excel (.xlsx) »")
        )
    if "word/document.xml" in noms:
        return FichierRefuse(_("c'est un document Word"), _("copiez le tableau dans un tableur et enregistrez-le"))
    return FichierRefuse(
        _("c'est une archive ZIP, et non un classeur"), _("décompressez-la et donnez le fichier de données")
    )


def _derouler(fichier: IO[bytes], piece: zipfile.ZipInfo) -> None:
    """Ouvrir la pièce jusqu'au bout en comptant : un autre lecteur n'en tirera pas plus d'octets qu'elle n'annonce.

    `zipfile` s'arrête à la taille annoncée, d'autres lisent jusqu'où la compression mène.
    """
    _se_placer(fichier, piece)
    detendu = zlib.decompressobj(-zlib.MAX_WBITS) if piece.compress_type == zipfile.ZIP_DEFLATED else None
    reste, sortis, somme = piece.compress_size, 0, 0
    while reste > 0 and sortis <= piece.file_size:
        bloc = fichier.read(min(reste, _BLOC // 16))
        if not bloc:
            raise _abimee()
        reste -= len(bloc)
        for rendu in _detendre(detendu, bloc, piece.file_size - sortis):
            sortis, somme = sortis + len(rendu), zlib.crc32(rendu, somme)
    if sortis != piece.file_size or somme != piece.CRC or (detendu is not None and not detendu.eof and sortis):
        raise _abimee()


def _se_placer(fichier: IO[bytes], piece: zipfile.ZipInfo) -> None:
    """Se placer sur le premier octet de la pièce, après sa tête locale."""
    fichier.seek(piece.header_offset)
    tete = fichier.read(_TETE_LOCALE)
    if len(tete) != _TETE_LOCALE or not tete.startswith(_SIGNATURES[0]):
        raise _abimee()
    fichier.seek(int.from_bytes(tete[26:28], "little") + int.from_bytes(tete[28:30], "little"), 1)


def _detendre(detendu: "zlib._Decompress | None", bloc: bytes, permis: int) -> Iterator[bytes]:
    """Les octets que ce bloc rend, par morceaux ; au plus un de plus qu'il n'est permis."""
    if detendu is None:
        yield bloc
        return
    rendu, permis = b"", permis + 1
    while bloc or len(rendu) == _BLOC:  # un morceau plein peut en cacher un autre
        rendu = detendu.decompress(bloc, min(permis, _BLOC))
        bloc, permis = detendu.unconsumed_tail, permis - len(rendu)
        yield rendu
        if permis <= 0:
            return


def _reenregistrez() -> str:
    return _("ouvrez-le dans un tableur et enregistrez-le de nouveau")


def _abimee() -> FichierRefuse:
    return FichierRefuse(_("l'archive du classeur est abîmée, coupée ou protégée"), _reenregistrez())
