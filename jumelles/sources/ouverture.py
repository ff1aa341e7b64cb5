"""Ouvrir un fichier sans rien croire : sa taille, ce qu'il est vraiment, son codage, ligne à ligne."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from jumelles.sources.problemes import FichierRefuse

TAILLE_MAX = 300 * 1024 * 1024
LIGNE_MAX = 1_000_000
_BLOC = 1 << 20
_EN_CSV = "ouvrez-le dans un tableur et enregistrez-le au format CSV, codage UTF-8"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "c'est une archive zip ou un classeur (xlsx, ods)", _EN_CSV),
    (b"PK\x05\x06", "c'est une archive zip vide", "donnez le fichier de données lui-même"),
    (b"\x1f\x8b", "il est compressé (gzip)", "décompressez-le d'abord"),
    (b"BZh", "il est compressé (bzip2)", "décompressez-le d'abord"),
    (b"\xfd7zXZ", "il est compressé (xz)", "décompressez-le d'abord"),
    (b"7z\xbc\xaf", "il est compressé (7z)", "décompressez-le d'abord"),
    (b"Rar!", "il est compressé (rar)", "décompressez-le d'abord"),
    (b"\xd0\xcf\x11\xe0", "c'est un ancien classeur Excel (xls)", _EN_CSV),
    (b"%PDF", "c'est un document PDF", "demandez les données à leur éditeur, en CSV"),
    (b"{\\rtf", "c'est un texte RTF", "demandez les données à leur éditeur, en CSV"),
    (b"SQLite format 3", "c'est une base SQLite", "exportez la table en CSV"),
    (b"\x89PNG", "c'est une image", "donnez le fichier de données"),
    (b"\xff\xd8\xff", "c'est une image", "donnez le fichier de données"),
    (b"\x00\x00\xfe\xff", "il est codé en UTF-32", "enregistrez-le en UTF-8"),
    (b"\xff\xfe", "il est codé en UTF-16 (« Unicode » d'Excel)", "enregistrez-le en « CSV UTF-8 »"),
    (b"\xfe\xff", "il est codé en UTF-16 (« Unicode » d'Excel)", "enregistrez-le en « CSV UTF-8 »"),
)
BOM = b"\xef\xbb\xbf"


def hacher(chemin: Path, *, taille_max: int = TAILLE_MAX) -> str:
    """Rendre l'empreinte SHA-256 du fichier, après avoir vérifié qu'il existe et qu'il n'est pas trop gros."""
    verifier_taille(chemin, taille_max)
    empreinte = hashlib.sha256()
    try:
        with chemin.open("rb") as fichier:
            while bloc := fichier.read(_BLOC):
                empreinte.update(bloc)
    except OSError as erreur:
        raise FichierRefuse(f"lecture impossible ({erreur.strerror})", "vérifiez les droits sur le fichier") from erreur
    return empreinte.hexdigest()


def verifier_taille(chemin: Path, taille_max: int = TAILLE_MAX) -> None:
    """Refuser ce qui n'est pas un fichier, ce qui est vide, ce qui dépasse taille_max octets."""
    try:
        if not chemin.is_file():
            raise FichierRefuse(f"« {chemin.name} » n'existe pas ou n'est pas un fichier", "vérifiez le chemin donné")
        taille = chemin.stat().st_size
    except (OSError, ValueError) as erreur:
        if isinstance(erreur, FichierRefuse):
            raise
        raise FichierRefuse("chemin illisible", "vérifiez le chemin donné") from erreur
    if taille == 0:
        raise FichierRefuse("il est vide", "téléchargez-le de nouveau")
    if taille > taille_max:
        mo = 1024 * 1024
        raise FichierRefuse(
            f"il pèse {taille // mo} Mo, la limite est de {taille_max // mo} Mo",
            "découpez-le, ou relevez la limite si vous savez d'où il vient",
        )


def deviner_refus(tete: bytes, *, json_admis: bool = False) -> FichierRefuse | None:
    """Dire ce qu'est un fichier qui n'est pas un tableau de texte, d'après ses premiers octets."""
    for signature, est, remede in _SIGNATURES:
        if tete.startswith(signature):
            return FichierRefuse(est, remede)
    if b"\x00" in tete:
        return FichierRefuse("il contient des octets nuls : binaire, ou codé en UTF-16", "enregistrez-le en UTF-8")
    debut = tete.removeprefix(BOM).lstrip()[:200].lower()
    if debut.startswith((b"<!doctype html", b"<html")):
        return FichierRefuse(
            "c'est une page web enregistrée à la place des données",
            "ouvrez son adresse et téléchargez le fichier lui-même",
        )
    if debut.startswith(b"<"):
        return FichierRefuse("c'est un document XML", "demandez l'export CSV ou TSV ; le XML n'est pas lu ici")
    if not json_admis and debut.startswith((b"{", b"[")):
        return FichierRefuse("c'est un document JSON", "cette source se lit en CSV")
    return None


class Ouvert:
    """Un fichier ouvert en lecture stricte, rendu ligne à ligne."""

    def __init__(self, fichier: BinaryIO, *, json_admis: bool = False) -> None:
        self._fichier = fichier
        self.tete = fichier.read(8192)
        refus = deviner_refus(self.tete, json_admis=json_admis)
        if refus is not None:
            raise refus
        fichier.seek(0)

    def lignes(self) -> Iterator[str]:
        """Rendre les lignes décodées, fins de ligne comprises ; FichierRefuse au premier octet fautif."""
        numero = 0
        while brute := self._fichier.readline(LIGNE_MAX + 1):
            numero += 1
            if len(brute) > LIGNE_MAX:
                raise FichierRefuse(
                    f"elle dépasse {LIGNE_MAX} octets", "vérifiez les fins de ligne du fichier", ligne=numero
                )
            yield decoder(brute.removeprefix(BOM) if numero == 1 else brute, numero)


def decoder(brute: bytes, numero: int) -> str:
    """Décoder une ligne d'UTF-8 ; FichierRefuse dit la ligne, la colonne et l'octet fautifs."""
    if b"\x00" in brute:
        colonne = len(brute[: brute.index(b"\x00")].decode("utf-8", "replace")) + 1
        raise FichierRefuse("octet nul : le fichier est binaire ou abîmé", "téléchargez-le de nouveau",
                            ligne=numero, colonne=colonne)  # fmt: skip
    try:
        return brute.decode("utf-8")
    except UnicodeDecodeError as erreur:
        colonne = len(brute[: erreur.start].decode("utf-8")) + 1
        octet = brute[erreur.start]
        raise FichierRefuse(
            f"l'octet 0x{octet:02x} n'est pas de l'UTF-8 (le fichier est sans doute en Windows-1252 ou Latin-1)",
            "réenregistrez-le en « CSV UTF-8 », sans corriger à la main",
            ligne=numero,
            colonne=colonne,
        ) from erreur
