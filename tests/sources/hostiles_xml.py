"""Des classeurs et des XML faits pour nuire : ce qu'ils cachent entre deux balises, et ce qu'ils annoncent de faux."""

import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_ods, ecrire_xlsx, piece, rangee_ods, refaire_zip

FEUILLE, LIVRE, TEXTES = "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
_CELLULE = '<table:table-cell office:value-type="string"{plus}><text:p>x</text:p></table:table-cell>'


def _sain(chemin: Path) -> Path:
    return ecrire_xlsx(chemin.with_name(f"sain-{chemin.name}.tmp"), [ENTETE, *LIGNES])


def _changer(nom: str, avant: bytes, apres: bytes) -> Callable[[Path], object]:
    """Un classeur sain, dont une pièce a été retouchée."""

    def faire(chemin: Path) -> None:
        sain = _sain(chemin)
        lue = piece(sain, nom)
        assert avant in lue
        refaire_zip(sain, chemin, {nom: lue.replace(avant, apres, 1)})

    return faire


def _dans_la_feuille(ajout: bytes) -> Callable[[Path], object]:
    return _changer(FEUILLE, b"</sheetData>", ajout + b"</sheetData>")


def _apres_la_feuille(ajout: bytes) -> Callable[[Path], object]:
    return _changer(FEUILLE, b"</sheetData>", b"</sheetData>" + ajout)


def _dans_le_livre(ajout: bytes) -> Callable[[Path], object]:
    return _changer(LIVRE, b"</sheets>", ajout + b"</sheets>")


def _feuilles(*noms: str) -> bytes:
    return "".join(f'<sheet name="{nom}" sheetId="{i + 9}" r:id="rId1"/>' for i, nom in enumerate(noms)).encode()


def _texte_partage(chemin: Path) -> None:
    """Un seul texte de soixante mille signes, que vingt mille cases montrent : 1,2 milliard une fois recopié."""
    sain = _sain(chemin)
    rangs = range(10, 20_010)
    cases = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (r, r) for r in rangs)
    lue = piece(sain, TEXTES)
    debut, fin = lue.index(b"<si>"), lue.index(b"</si>")
    textes = lue[:debut] + b"<si><t>" + b"x" * 60_000 + b"</t>" + lue[fin:]
    feuille = piece(sain, FEUILLE).replace(b"</sheetData>", cases + b"</sheetData>")
    refaire_zip(sain, chemin, {TEXTES: textes, FEUILLE: feuille})


def _mentir_avec_la_somme(chemin: Path) -> None:
    """Une pièce annoncée de dix octets, avec la somme de contrôle de ces dix-là : qui s'y fie n'en voit pas plus."""
    octets = bytearray(_sain(chemin).read_bytes())
    with zipfile.ZipFile(chemin.with_name(f"sain-{chemin.name}.tmp")) as archive:
        debut = archive.getinfo(FEUILLE).header_offset
        somme = zlib.crc32(archive.read(FEUILLE)[:10])
    central = octets.rfind(FEUILLE.encode()) - 46
    for ou in (debut + 14, central + 16):
        struct.pack_into("<I", octets, ou, somme)
        struct.pack_into("<I", octets, ou + 8, 10)
    chemin.write_bytes(bytes(octets))


def _chiffrer(chemin: Path) -> None:
    octets = bytearray(_sain(chemin).read_bytes())
    octets[octets.rfind(FEUILLE.encode()) - 38] |= 1
    chemin.write_bytes(bytes(octets))


def _bzip2(chemin: Path) -> None:
    with zipfile.ZipFile(_sain(chemin)) as lue, zipfile.ZipFile(chemin, "w", zipfile.ZIP_BZIP2) as ecrite:
        for nom in lue.namelist():
            ecrite.writestr(nom, lue.read(nom))


def _ods(corps: str) -> Callable[[Path], object]:
    return lambda chemin: ecrire_ods(chemin, rangee_ods(ENTETE) + corps)


def _iati(corps: str, avant: str = "") -> Callable[[Path], object]:
    texte = f'<?xml version="1.0"?>{avant}<iati-activities version="2.03">{corps}</iati-activities>'
    return lambda chemin: chemin.write_bytes(texte.encode())


def _codee(codage: str) -> Callable[[Path], object]:
    texte = f'<?xml version="1.0" encoding="{codage}"?><iati-activities version="2.03"/>'
    return lambda chemin: chemin.write_bytes(texte.encode())


def _operation(montant: str) -> str:
    valeur = f'<transaction><transaction-type code="3"/><value>{montant}</value></transaction>'
    return f"<iati-activity><iati-identifier>X</iati-identifier>{valeur}</iati-activity>"


_LARGE = b'<row r="1048576"><c t="n" r = "XFD1048576" ><v>1</v></c></row>'
_RANGEE = rangee_ods(("a", "b"), 'table:number-rows-repeated="100000"')
_FUSION_ODS = ' table:number-rows-spanned="1048576" table:number-columns-spanned="16384"'
FICHIERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "case_au_large.xlsx": (_dans_la_feuille(_LARGE), "16384 colonnes dans la feuille « liens »"),
    "case_sans_fin.xlsx": (_dans_la_feuille(b"<c " + b' r="A1"' * 20_000), "le classeur est abîmé ou piégé"),
    "case_mal_nommee.xlsx": (_dans_la_feuille(b'<row><c r="9Z"/></row>'), "une case mal nommée"),
    "commentaire.xlsx": (_dans_la_feuille(b"<!--" + b"-x" * 1_000_000 + b"-->"), "un commentaire démesuré"),
    "profond.xlsx": (_dans_la_feuille(b"<a>" * 200 + b"</a>" * 200), "plus de 100 balises l'une dans l'autre"),
    "texte_partage.xlsx": (_texte_partage, "1200 millions de signes"),
    "cent_mille_fusions.xlsx": (_apres_la_feuille(b'<mergeCell ref="A9:B9"/>' * 100_001), "100001 fusions"),
    "cent_feuilles.xlsx": (_dans_le_livre(_feuilles(*map(str, range(100)))), "102 feuilles dans le classeur"),
    "deux_feuilles_pareilles.xlsx": (_dans_le_livre(_feuilles("LIENS")), "deux feuilles du classeur ont le même nom"),
    "sommaire_immense.xlsx": (_dans_le_livre(b" " * 9_000_000), "la pièce « xl/workbook.xml » est démesurée"),
    "taille_et_somme_menteuses.xlsx": (_mentir_avec_la_somme, "l'archive du classeur est abîmée"),
    "mot_de_passe.xlsx": (_chiffrer, "il est protégé par un mot de passe"),
    "bzip2.xlsx": (_bzip2, "comprimée d'une façon qu'aucun tableur n'emploie"),
    "profond.ods": (_ods(rangee_ods(("<text:span>" * 200 + "</text:span>" * 200,))), "plus de 100 balises"),
    "noms_sans_nombre.ods": (_ods("".join(f"<n{i}/>" for i in range(6_000))), "plus de 5000 noms de balises"),
    "ligne_demesuree.ods": (_ods(f"<table:table-row>{'<table:table-cell/>' * 100_001}</table:table-row>"),
                            "une ligne ou une activité démesurée"),
    "lignes_sans_nombre.ods": (_ods(_RANGEE * 5), "plus de 400000 lignes dans la feuille"),
    "dtd_tardive.xml": (_iati("", f"<!--{'x' * 70_000}--><!DOCTYPE iati-activities>"), "il porte une DTD"),
    "profond.xml": (_iati("<iati-activity>" + "<a>" * 200), "plus de 100 balises"),
    "activite_immense.xml": (_iati(f"<iati-activity><title>{'x' * 5_000_000}"), "une activité démesurée"),
    "codage_inconnu.xml": (_codee("inconnu"), "un codage que l'on ne sait pas lire"),
    "codage_large.xml": (_codee("shift_jis"), "un codage que l'on ne sait pas lire"),
    "entier_immense.json": (lambda c: c.write_bytes(b'[{"a":' + b"9" * 5_000 + b"}]"), "un nombre de 5000 chiffres"),
}  # fmt: skip
# Lus sans dommage : ni fusion dépliée, ni nombre calculé, ni clé prise telle quelle.
LUS: dict[str, tuple[Callable[[Path], object], str]] = {
    "fusion_immense.xlsx": (_apres_la_feuille(b'<mergeCells><mergeCell ref="A9:A1048576"/></mergeCells>'), "lu 3"),
    "fusion_immense.ods": (_ods(f"<table:table-row>{_CELLULE.format(plus=_FUSION_ODS) * 2}</table:table-row>"), "lu 1"),
    "montant_immense.xml": (_iati(_operation("1E+999999999")), "lu 1"),
    "cle_hostile.json": (lambda c: c.write_text(json.dumps([{"a\x00\u202eb": "1", "": "2"}])), "lu 1"),
}  # fmt: skip
