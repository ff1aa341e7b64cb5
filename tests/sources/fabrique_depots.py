"""Fichiers fabriqués, hostiles ou ordinaires : tout ce qu'ils disent est inventé."""

import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

ENTETE = ("Ville", "Dépt", "Ville jumelée", "Pays", "Date du jumelage", "Type", "Site")
LIGNES = (
    ("Grabels", "34", "Antsirabe", "Madagascar", "1998", "Jumelage", "https://exemple.invalid/a"),
    ("Dunkerque", "59", "Recife", "Brésil", "12/05/2001", "Pacte d'amitié", ""),
    ("CD de l'Isère", "38", "Bakel", "Sénégal", "vers 1992", "Coopération décentralisée", ""),
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ESPACES = " ".join(
    f'xmlns:{court}="urn:oasis:names:tc:opendocument:xmlns:{nom}:1.0"'
    for court, nom in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ecrire_csv(chemin: Path, lignes: Sequence[Sequence[str]], *, sep: str = ";", codage: str = "utf-8") -> Path:
    """Un tableau de texte, sans rien citer."""
    chemin.write_bytes("".join(sep.join(ligne) + "\r\n" for ligne in lignes).encode(codage))
    return chemin


def ecrire_xlsx(chemin: Path, lignes: Sequence[Sequence[object]], *, fusions: Sequence[str] = ()) -> Path:
    """Une feuille « liens », une feuille cachée avant elle ; fusions : « A2:A3 »."""
    with xlsxwriter.Workbook(str(chemin)) as classeur:
        cachee = classeur.add_worksheet("cachée")
        feuille = classeur.add_worksheet("liens")
        feuille.activate()
        feuille.set_first_sheet()
        cachee.hide()
        cachee.write_row(0, 0, ("secret", "caché"))
        cachee.write_row(1, 0, ("x", "y"))
        for rang, ligne in enumerate(lignes):
            feuille.write_row(rang, 0, ligne)
        for fusion in fusions:
            debut = fusion.partition(":")[0]
            feuille.merge_range(fusion, str(lignes[int(debut[1:]) - 1][ord(debut[0]) - 65]))
    return chemin


def ecrire_ods(chemin: Path, corps: str, *, style: str = "ta1") -> Path:
    """Une feuille « liens » au corps XML donné, précédée d'une feuille cachée."""
    styles = "".join(
        f'<style:style style:name="{nom}" style:family="table"><style:table-properties table:display="{vu}"/>'
        "</style:style>"
        for nom, vu in (("ta1", "true"), ("ta2", "false"))
    )
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ESPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="cachée" table:style-name="ta2">{rangee_ods(("secret", "caché"))}'
        f"{rangee_ods(('x', 'y'))}</table:table>"
        f'<table:table table:name="liens" table:style-name="{style}">{corps}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS)
        archive.writestr("content.xml", contenu)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?>'
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>',
        )
    return chemin


def rangee_ods(cellules: Sequence[str], plus: str = "") -> str:
    """Une rangée de cellules de texte."""
    faites = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cellules
    )
    return f"<table:table-row {plus}>{faites}</table:table-row>"


def refaire_zip(source: Path, chemin: Path, remplacees: dict[str, bytes]) -> Path:
    """La même archive, quelques pièces changées."""
    with zipfile.ZipFile(source) as lue, zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for nom in lue.namelist():
            ecrite.writestr(nom, remplacees.get(nom, lue.read(nom)))
    return chemin


def piece(source: Path, nom: str) -> bytes:
    """Une pièce d'une archive."""
    with zipfile.ZipFile(source) as archive:
        return archive.read(nom)


def ecrire_bombe(source: Path, chemin: Path, *, mega: int) -> Path:
    """Un classeur dont une pièce pèse tant de mégaoctets de zéros une fois ouverte."""
    with zipfile.ZipFile(source) as lue, zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for nom in lue.namelist():
            ecrite.writestr(nom, lue.read(nom))
        with ecrite.open("xl/media/zeros.bin", "w", force_zip64=True) as flux:
            for _ in range(mega):
                flux.write(bytes(1 << 20))
    return chemin


def mentir_sur_la_taille(source: Path, chemin: Path, nom: str) -> Path:
    """La même archive, qui annonce pour une pièce une taille de dix octets."""
    octets = bytearray(source.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(octets))) as archive:
        local = archive.getinfo(nom).header_offset
    struct.pack_into("<I", octets, local + 22, 10)
    central = octets.rfind(nom.encode()) - 46
    struct.pack_into("<I", octets, central + 24, 10)
    chemin.write_bytes(bytes(octets))
    return chemin
