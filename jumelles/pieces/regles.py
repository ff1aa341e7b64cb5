"""Que laisse-t-on entrer ? Le nom se nettoie, le contenu dit ce que c'est, l'extension doit en convenir."""

import re
import struct
import unicodedata
import zipfile
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.pieces.enums import SortePiece

NOM_MAX = 120
TETE = 8192
EXTENSIONS = {
    SortePiece.CSV: (".csv", ".tsv", ".txt"),
    SortePiece.XLSX: (".xlsx",),
    SortePiece.ODS: (".ods",),
    SortePiece.GEOJSON: (".geojson", ".json"),
    SortePiece.IATI: (".xml",),
}
ADMISES = tuple(extension for admises in EXTENSIONS.values() for extension in admises)
# Le catalogue d'une archive se lit en entier avant son premier fichier : un faux catalogue prendrait la mémoire.
CATALOGUE_MAX = 1 << 20
_FIN_D_ARCHIVE = struct.Struct("<4s4H2LH")
# Les grandes archives (« ZIP64 ») redisent leur fin plus au large, et c'est cette fin-là que l'on lit.
_RENVOI_64, _FIN_64 = struct.Struct("<4sLQL"), struct.Struct("<4sQ2H2L4Q")
_QUEUE = 65_557
# Les autres façons de comprimer, qu'aucun tableur n'écrit, s'enflent sans qu'on puisse compter en route.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_INVISIBLES = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ETRANGERS: tuple[tuple[Promise, tuple[bytes, ...]], ...] = (
    (gettext_lazy("un document PDF"), (b"%PDF",)),
    (gettext_lazy("une image"), (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
    (
        gettext_lazy("un ancien classeur Excel (XLS), ou un classeur protégé par un mot de passe"),
        (b"\xd0\xcf\x11\xe0",),
    ),
    (gettext_lazy("un programme"), (b"MZ", b"\x7fELF", b"#!", b"<?php")),
    (gettext_lazy("un fichier compressé"), (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")),
    (gettext_lazy("une base de données"), (b"SQLite format 3",)),
    (gettext_lazy("un texte mis en forme (RTF)"), (b"{\\rtf",)),
)


class PieceRefusee(ValueError):
    """Le fichier n'est pas gardé ; le message dit pourquoi, et que faire."""

    def __init__(self, raison: str, remede: str) -> None:
        self.raison, self.remede = raison, remede
        super().__init__(f"{raison} {remede}")


def nommer(dit: str) -> str:
    """Le nom tel qu'on peut le montrer : sans dossier, sans signe invisible, NOM_MAX signes ; l'extension reste."""
    dernier = unicodedata.normalize("NFC", dit.replace("\\", "/")).rpartition("/")[2]
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in _INVISIBLES.sub("", dernier))
    net = " ".join(visible.split()).strip(". ") or "fichier"
    tige, extension = Path(net).stem, Path(net).suffix[:12]
    return tige[: NOM_MAX - len(extension)] + extension


def reconnaitre(chemin: Path, nom: str) -> SortePiece:
    """Ce qu'est ce fichier, d'après ses octets ; PieceRefusee s'il n'est pas admis ou si son nom dit autre chose."""
    with chemin.open("rb") as fichier:
        tete = fichier.read(TETE)
    if not tete.strip():
        raise PieceRefusee(
            _("Le fichier est vide."), _("Vérifiez qu'il s'ouvre chez vous, puis envoyez-le de nouveau.")
        )
    sorte = _sorte_du_classeur(chemin) if tete.startswith(b"PK") else _sorte_du_texte(tete)
    extension = Path(nom).suffix.lower()
    if extension not in EXTENSIONS[sorte]:
        raise _desaccord(sorte, extension)
    return sorte


def _desaccord(sorte: SortePiece, extension: str) -> PieceRefusee:
    attendues = _(" ou ").join(EXTENSIONS[sorte])
    if not extension:
        return PieceRefusee(_("Le nom du fichier n'a pas d'extension."), _("Renommez-le en %s.") % attendues)
    return PieceRefusee(
        _("Le nom finit par « %(extension)s », mais le contenu est autre chose : %(sorte)s.")
        % {"extension": extension, "sorte": sorte.label},
        _("Si c'est bien le fichier voulu, renommez-le en %s.") % attendues,
    )  # fmt: skip


def _sorte_du_texte(tete: bytes) -> SortePiece:
    for est, signatures in _ETRANGERS:
        if tete.lstrip().startswith(signatures):
            raise _inconnue(est)
    if tete.startswith(_UTF16):
        return SortePiece.CSV
    if b"\x00" in tete:
        raise _inconnue(_("un fichier binaire"))
    debut = tete.removeprefix(b"\xef\xbb\xbf").lstrip()[:400].lower()
    if debut.startswith((b"<!doctype html", b"<html")):
        raise _inconnue(_("une page web enregistrée à la place des données"))
    if debut.startswith(b"<"):
        if b"<iati-activities" not in tete:
            raise _inconnue(_("un document XML qui n'est pas de l'IATI"))
        return SortePiece.IATI
    return SortePiece.GEOJSON if debut.startswith((b"{", b"[")) else SortePiece.CSV


def _inconnue(est: str | Promise) -> PieceRefusee:
    return PieceRefusee(
        _("Ce fichier est %s.") % est,
        _("Enregistrez le tableau en XLSX, ODS ou « CSV UTF-8 », puis envoyez-le de nouveau."),
    )


def _sorte_du_classeur(chemin: Path) -> SortePiece:
    """XLSX ou ODS, d'après le catalogue de l'archive, jamais d'après son contenu déplié."""
    _check_catalogue(chemin)
    try:
        with zipfile.ZipFile(chemin) as archive:
            noms = set(archive.namelist())
            if any(nom.endswith("vbaProject.bin") for nom in noms):
                raise PieceRefusee(
                    _("Ce classeur contient des macros."), _("Enregistrez-le en XLSX sans macros, puis envoyez-le.")
                )
            if "xl/workbook.xml" in noms:
                return SortePiece.XLSX
            if "mimetype" in noms and _lire_le_type(archive) == _ODS:
                return SortePiece.ODS
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as faute:
        raise _abime() from faute
    raise _inconnue(_("une archive, ou un document qui n'est pas un classeur"))


def _lire_le_type(archive: zipfile.ZipFile) -> bytes:
    """Le type écrit au début d'un ODS ; vide s'il prétend être plus long, ou autrement comprimé, qu'il ne doit."""
    piece = archive.getinfo("mimetype")
    if piece.file_size > len(_ODS) or piece.compress_type not in _COMPRESSIONS:
        return b""
    return archive.read(piece)


def _check_catalogue(chemin: Path) -> None:
    taille = chemin.stat().st_size
    with chemin.open("rb") as fichier:
        fichier.seek(max(0, taille - _QUEUE))
        queue = fichier.read()
    debut = queue.rfind(b"PK\x05\x06")
    if debut < 0 or len(queue) - debut < _FIN_D_ARCHIVE.size:
        raise _abime()
    octets = _FIN_D_ARCHIVE.unpack_from(queue, debut)[5]
    if max(octets, _octets_64(queue, debut, taille)) > CATALOGUE_MAX:
        raise _abime()


def _octets_64(queue: bytes, debut: int, taille: int) -> int:
    """La taille du catalogue qu'annonce la fin ZIP64, juste avant l'autre ; 0 s'il n'y en a pas."""
    renvoi = debut - _RENVOI_64.size
    if renvoi < 0 or not queue.startswith(b"PK\x06\x07", renvoi):
        return 0
    fin = renvoi - _FIN_64.size
    ou = _RENVOI_64.unpack_from(queue, renvoi)[2]
    # Ailleurs, ou d'une autre forme, deux lecteurs n'en liraient pas la même chose.
    if fin < 0 or not queue.startswith(b"PK\x06\x06", fin) or ou != taille - len(queue) + fin:
        raise _abime()
    return int(_FIN_64.unpack_from(queue, fin)[8])


def _abime() -> PieceRefusee:
    return PieceRefusee(
        _("Ce classeur est abîmé ou n'a pas été écrit par un tableur."),
        _("Ouvrez-le dans votre tableur, enregistrez-le sous un autre nom, puis envoyez-le."),
    )
