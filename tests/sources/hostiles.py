"""Des fichiers faits pour nuire, et le programme qui les lit sous une mémoire bornée."""

import json
import resource
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.sources import hostiles_xml
from tests.sources.fabrique_depots import (
    ENTETE,
    LIGNES,
    ecrire_bombe,
    ecrire_ods,
    ecrire_xlsx,
    mentir_sur_la_taille,
    piece,
    rangee_ods,
    refaire_zip,
)

MEMOIRE = 400 << 20  # en plus de ce que les bibliothèques tiennent déjà
FEUILLE = "xl/worksheets/sheet2.xml"
RIRES = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNE = '<!DOCTYPE iati-activities SYSTEM "file:///etc/hostname" [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_GRANDE = b'<c r="XFD1048576"><v>1</v></c>'


def fabriquer(dossier: Path) -> None:
    """Écrire tous les fichiers hostiles, le nom de chacun disant ce qu'il a."""
    for nom, faire in FICHIERS.items():
        faire(dossier / nom)


def _sain(chemin: Path) -> Path:
    return ecrire_xlsx(chemin.with_name(f"sain-{chemin.name}.tmp"), [ENTETE, *LIGNES])


def _rectangle(chemin: Path) -> None:
    sain = _sain(chemin)
    lue = piece(sain, FEUILLE)
    fin = b'<row r="1048576">' + _GRANDE + b"</row></sheetData>"
    refaire_zip(sain, chemin, {FEUILLE: lue.replace(b"</sheetData>", fin)})


def _pieces(chemin: Path) -> None:
    with zipfile.ZipFile(_sain(chemin)) as lue, zipfile.ZipFile(chemin, "w") as ecrite:
        for nom in lue.namelist():
            ecrite.writestr(nom, lue.read(nom))
        for rang in range(3000):
            ecrite.writestr(f"xl/media/{rang}", b"")


def _mentir(chemin: Path) -> None:
    mentir_sur_la_taille(_sain(chemin), chemin, FEUILLE)


def _iati(corps: str, dtd: str = "") -> bytes:
    return f'<?xml version="1.0"?>{dtd}<iati-activities version="2.03">{corps}</iati-activities>'.encode()


def _gros(chemin: Path) -> None:
    with chemin.open("wb") as fichier:
        fichier.truncate((200 << 20) + 1)


def _ecrire(octets: bytes) -> Callable[[Path], object]:
    return lambda chemin: chemin.write_bytes(octets)


def _csv(*lignes: str) -> Callable[[Path], object]:
    return _ecrire("\n".join((";".join(ENTETE), *lignes)).encode())


LIGNE = ";".join(LIGNES[0])
FICHIERS: dict[str, Callable[[Path], object]] = {
    "mille_colonnes.csv": _ecrire((";".join(f"c{i}" for i in range(1000)) + "\n" + ";" * 999 + "1\n").encode()),
    "mille_colonnes.xlsx": lambda c: ecrire_xlsx(c, [[f"c{i}" for i in range(1000)], list(range(1000))]),
    "codages_meles.csv": _ecrire(f"{LIGNE}\nChâlons;51;é\n".encode() + "Besançon;25;é\n".encode("cp1252")),
    "octet_hors_code.csv": _ecrire(b"ville;pays\nBesan\x81on;Mali\n"),
    "utf16_coupe.csv": _ecrire("ville;pays\nParis;Mali\n".encode("utf-16")[:-1]),
    "separateurs_meles.csv": _csv(LIGNE, LIGNE.replace(";", ","), LIGNE),
    "nul.csv": _csv(LIGNE, LIGNE.replace("Antsirabe", "Antsi\x00rabe")),
    "guillemet_ouvert.csv": _csv(LIGNE, 'Grabels;34;"Antsirabe;Madagascar;1998;;', *[LIGNE] * 4000),
    "coupe_dans_une_cellule.csv": _csv(LIGNE, 'Grabels;34;"Antsirabe'),
    "cellule_d_un_million.csv": _csv("x" * 1_000_000 + ";34;Antsirabe;Madagascar;1998;;"),
    "ligne_sans_fin.csv": _ecrire(b"a;b\n" + b"x" * 3_000_000),
    "titres_seuls.csv": _csv(),
    "vide.csv": _ecrire(b""),
    "sans_titres.csv": _ecrire(b"1;2;3\n4;5;6\n7;8;9\n"),
    "deux_cents_megaoctets.csv": _gros,
    "bombe.xlsx": lambda c: ecrire_bombe(_sain(c), c, mega=600),
    "petite_bombe.xlsx": lambda c: ecrire_bombe(_sain(c), c, mega=300),
    "trois_mille_pieces.xlsx": _pieces,
    "taille_menteuse.xlsx": _mentir,
    "rectangle_immense.xlsx": _rectangle,
    "coupe.xlsx": lambda c: c.write_bytes(_sain(c).read_bytes()[:3000]),
    "entites.xlsx": lambda c: refaire_zip(
        _sain(c), c, {"xl/workbook.xml": f'<?xml version="1.0"?>{RIRES}<workbook>&b;</workbook>'.encode()}
    ),
    "repetee.ods": lambda c: ecrire_ods(
        c, rangee_ods(ENTETE) + rangee_ods(("a", "b"), 'table:number-rows-repeated="1048570"')
    ),
    "blancs.ods": lambda c: ecrire_ods(c, rangee_ods(("a", "b")) + rangee_ods(('x<text:s text:c="900000000"/>', "y"))),
    "archive.zip": lambda c: _archive(c),
    "ancien.xls": _ecrire(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "page.csv": _ecrire(b"<!DOCTYPE html><html><body>404</body></html>"),
    "document.pdf": _ecrire(b"%PDF-1.7 \n"),
    "rires.xml": _ecrire(_iati("<iati-activity><title>&b;</title></iati-activity>", RIRES)),
    "dtd_externe.xml": _ecrire(_iati("<iati-activity><title>&x;</title></iati-activity>", EXTERNE)),
    "dtd_utf16.xml": _ecrire(_iati("", RIRES).decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")),
    "autre.xml": _ecrire(b'<?xml version="1.0"?><feuilles/>'),
    "coupe.xml": _ecrire(_iati("<iati-activity>")[:-20]),
    "iati_1.xml": _ecrire(b'<iati-activities version="1.05"/>'),
    "profond.geojson": _ecrire(b'{"features":[' + b"[" * 200_000),
    "coupe.geojson": _ecrire(b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1}},'),
    "objet_immense.geojson": _ecrire(b'{"features":[{"a":"' + b"x" * 9_000_000 + b'"}]}'),
    "cle_double.json": _ecrire(b'[{"a":1,"a":2}]'),
    "pas_un_nombre.json": _ecrire(b'[{"a":NaN}]'),
    "mille_proprietes.json": _ecrire(json.dumps([{f"c{i}": i for i in range(1000)}]).encode()),
}  # fmt: skip


FICHIERS |= {nom: faire for nom, (faire, _dit) in {**hostiles_xml.FICHIERS, **hostiles_xml.LUS}.items()}


def _archive(chemin: Path) -> None:
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("a.txt", "rien")


def lire_tous(dossier: Path) -> dict[str, str]:
    """{fichier: ce qu'on en dit} ; « lu » s'il s'est lu."""
    from jumelles.sources.depots.lecteurs import ouvrir_table
    from jumelles.sources.problemes import FichierRefuse

    dits = {}
    for chemin in sorted(dossier.iterdir()):
        try:
            lues = sum(1 for _ in ouvrir_table(chemin).lignes())
            dits[chemin.name] = f"lu {lues}"
        except FichierRefuse as refus:
            dits[chemin.name] = str(refus)
        except MemoryError:
            dits[chemin.name] = "mémoire"
    return dits


if __name__ == "__main__":
    import django

    django.setup()
    from jumelles.sources.depots import lecteurs  # noqa: F401

    tenue = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (tenue + MEMOIRE, tenue + MEMOIRE))
    print(json.dumps(lire_tous(Path(sys.argv[1])), ensure_ascii=False))
