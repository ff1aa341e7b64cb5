"""Le gabarit d'une collectivité : rempli à ses styles, ou refusé avec une phrase s'il est hostile ou incomplet."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from jumelles.documents.gabarit.controle import OCTETS_MAX, PARTIES_MAX
from jumelles.documents.gabarit.remplissage import fill_gabarit
from jumelles.documents.gabarit.word import GabaritWord
from jumelles.documents.refus import DocumentRefuse
from tests.documents.lecteurs import W, mots, partie, texte_docx, texte_html
from tests.documents.note_inventee import note_inventee
from tests.documents.test_memes_mots import HOSTILES, tous_ensemble

NOTE = note_inventee()
LIEN = '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" {}/>'


def gabarit(*alineas: str, haut: str = "", propriete: str = "") -> bytes:
    """Un gabarit fabriqué, avec ces alinéas."""
    document = Document()
    for alinea in alineas:
        document.add_paragraph(alinea)
    document.sections[0].header.paragraphs[0].text = haut
    document.core_properties.subject = propriete
    sortie = BytesIO()
    document.save(sortie)
    return sortie.getvalue()


BON = gabarit(
    "Mairie inventée",
    "{{ titre }}",
    "Le {{date}}, par {{ auteur }}",
    "{{ corps }}",
    "{{ sources }}",
    haut="{{ titre }}",
)


def retoucher(nom: str, faire: Callable[[str], str], *, ajouts: dict[str, bytes] | None = None) -> bytes:
    """Le bon gabarit, dont une partie est récrite."""
    sortie = BytesIO()
    with zipfile.ZipFile(BytesIO(BON)) as lue, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for fiche in lue.infolist():
            contenu = lue.read(fiche)
            ecrite.writestr(fiche.filename, faire(contenu.decode()) if fiche.filename == nom else contenu)
        for ajout, contenu in (ajouts or {}).items():
            ecrite.writestr(ajout, contenu)
    return sortie.getvalue()


def lie(sorte: str, cible: str) -> bytes:
    """Le bon gabarit, avec une relation de plus."""
    return retoucher(
        "word/_rels/document.xml.rels",
        lambda x: x.replace("</Relationships>", LIEN.format(sorte, cible) + "</Relationships>"),
    )


def champ(instruction: str) -> bytes:
    """Le bon gabarit, avec un champ automatique, écrit en deux morceaux."""
    milieu = len(instruction) // 2
    trace = "".join(
        f"<w:r>{x}</w:r>"
        for x in (
            '<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{instruction[:milieu]}</w:instrText>",
            f"<w:instrText>{instruction[milieu:]}</w:instrText>", '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    return retoucher("word/document.xml", lambda x: x.replace("<w:sectPr", f"<w:p>{trace}</w:p><w:sectPr", 1))


def mots_de_la_note() -> list[str]:
    from jumelles.documents.html import write_html

    return mots(texte_html(write_html(NOTE)))


def test_le_gabarit_est_rempli_a_ses_styles() -> None:
    rempli = fill_gabarit(NOTE, BON)
    dits = mots(texte_docx(rempli))
    tete = mots(f"Mairie inventée {NOTE.titre} Le 22 novembre 2026, par {NOTE.auteur}")
    assert dits[: len(tete)] == tete
    # Le gabarit pose lui-même son titre et celui des sources.
    entier = mots_de_la_note()
    debut = entier.index("Attention")
    assert dits[len(tete) :] == [m for m in entier[debut:] if m != "Sources"]
    assert "{{" not in texte_docx(rempli)
    with zipfile.ZipFile(BytesIO(rempli)) as archive:
        assert NOTE.titre in archive.read("word/header1.xml").decode()
        assert sum(n.startswith("word/media/") for n in archive.namelist()) == 1


def test_le_gabarit_garde_ses_titres_et_recoit_nos_tableaux() -> None:
    corps = partie(fill_gabarit(NOTE, BON), "word/document.xml")
    styles = [e.get(f"{W}val") for e in corps.iter(f"{W}pStyle")]
    assert styles.count("Heading1") == 5 and styles.count("Heading2") == 6
    assert len(list(corps.iter(f"{W}tbl"))) == 4
    ancres = {e.get(f"{W}name") for e in corps.iter(f"{W}bookmarkStart")}
    assert {f"source-{n}" for n in range(1, 6)} <= ancres


def test_sans_repere_des_sources_elles_suivent_le_texte() -> None:
    dits = texte_docx(fill_gabarit(NOTE, gabarit("{{ corps }}")))
    assert dits.index("Qui appeler") < dits.index("\nSources\n") < dits.index("[1] Base inventée")


def test_un_texte_hostile_reste_du_texte() -> None:
    rapport = replace(tous_ensemble(), titre="{{ 7*7 }} {_{ 7*7 }_} <w:p/>")
    dits = mots(texte_docx(fill_gabarit(rapport, BON)))
    for hostile in HOSTILES:
        for mot in mots(hostile):
            assert dits.count(mot) >= 8, mot
    assert "49" not in dits
    assert texte_docx(fill_gabarit(rapport, BON)).splitlines()[1] == rapport.titre


@pytest.mark.parametrize(
    ("alinea", "phrase"),
    [
        ("{{ corps.__class__ }}", "seul sur sa ligne"), ("{{ titre.__class__ }}", "calcul ou une boucle"),
        ("{{ titre|upper }}", "calcul ou une boucle"), ("{{ ''.__class__.__mro__ }}", "calcul ou une boucle"),
        ("{{ 7*7 }}", "calcul ou une boucle"), ("{{ titre() }}", "calcul ou une boucle"),
        ("{% for x in range(10**9) %}x{% endfor %}", "calcul ou une boucle"), ("{% if titre %}x{% endif %}", "calcul"),
        ("{% set x = 1 %}", "calcul ou une boucle"), ("{% include '/etc/passwd' %}", "calcul ou une boucle"),
        ("{% import 'os' as os %}", "calcul ou une boucle"), ("{{ config }}", "Repère inconnu"),
        ("{{ self }}", "Repère inconnu"), ("{{ nom_du_maire }}", "Repère inconnu"), ("{{ titre", "ne se ferme pas"),
        ("{% raw %}", "ne se ferme pas"), ("Avant {{ corps }} après", "seul sur sa ligne"),
        ("{%p for x in titre %}", "ne se ferme pas|calcul"), ("{{ titre[0] }}", "calcul ou une boucle"),
    ],
)  # fmt: skip
def test_un_repere_qui_n_est_pas_un_nom_est_refuse(alinea: str, phrase: str) -> None:
    with pytest.raises(DocumentRefuse, match=phrase):
        fill_gabarit(NOTE, gabarit("{{ corps }}", alinea))


def test_un_repere_cache_dans_les_proprietes_ou_l_en_tete_est_vu() -> None:
    with pytest.raises(DocumentRefuse, match="calcul ou une boucle"):
        fill_gabarit(NOTE, gabarit("{{ corps }}", propriete="{{ ''.__class__ }}"))
    with pytest.raises(DocumentRefuse, match="calcul ou une boucle"):
        fill_gabarit(NOTE, gabarit("{{ corps }}", haut="{{ 1+1 }}"))
    with pytest.raises(DocumentRefuse, match="pas dans son en-tête"):
        fill_gabarit(NOTE, gabarit("{{ corps }}", haut="{{ corps }}"))


def test_un_gabarit_sans_corps_dit_les_reperes_attendus() -> None:
    with pytest.raises(DocumentRefuse, match=r"\{\{ corps \}\} seul sur une ligne.*\{\{ sous_titre \}\}"):
        fill_gabarit(NOTE, gabarit("Mairie inventée", "{{ titre }}"))


def bombe() -> bytes:
    sortie = BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return sortie.getvalue()


def ajouter(alinea: str, fois: int = 1) -> bytes:
    """Le bon gabarit, avec ces alinéas écrits tels quels dans son XML."""
    trace = f"<w:p><w:r><w:t>{alinea}</w:t></w:r></w:p>" * fois
    return retoucher("word/document.xml", lambda x: x.replace("<w:sectPr", f"{trace}<w:sectPr", 1))


def recompresser(compression: int, *, encodage: str = "utf-8") -> bytes:
    """Le bon gabarit, compressé autrement, son document écrit dans cet encodage."""
    sortie = BytesIO()
    with zipfile.ZipFile(BytesIO(BON)) as lue, zipfile.ZipFile(sortie, "w", compression) as ecrite:
        for fiche in lue.infolist():
            contenu = lue.read(fiche)
            if fiche.filename == "word/document.xml":
                contenu = contenu.decode().replace("UTF-8", encodage.upper(), 1).encode(encodage)
            ecrite.writestr(fiche.filename, contenu)
    return sortie.getvalue()


def abimer() -> bytes:
    """Le bon gabarit, quarante octets retournés dans son document."""
    octets = bytearray(BON)
    with zipfile.ZipFile(BytesIO(BON)) as archive:
        debut = archive.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml") + 5
    for rang in range(debut, debut + 40):
        octets[rang] ^= 0xFF
    return bytes(octets)


W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTES = f'<w:footnotes xmlns:w="{W_NS}"><w:p><w:r><w:t>{{{{ titre }}}}</w:t></w:r></w:p></w:footnotes>'
MARGES = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="999" w:right="999"/></w:sectPr>'


def sections(combien: int) -> bytes:
    """Le bon gabarit, avec ses notes de bas de page et tant de sections."""
    avec_notes = {
        "[Content_Types].xml": ("</Types>", '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
                                'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'),
        "word/_rels/document.xml.rels": ("</Relationships>", LIEN.format("footnotes", 'Target="footnotes.xml"')),
        "word/document.xml": ("<w:sectPr", f"<w:p><w:pPr>{MARGES}</w:pPr></w:p>" * combien),
    }  # fmt: skip
    sortie = BytesIO()
    with zipfile.ZipFile(BytesIO(BON)) as lue, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for fiche in lue.infolist():
            ou, quoi = avec_notes.get(fiche.filename, ("</impossible>", ""))
            ecrite.writestr(
                fiche.filename, lue.read(fiche).decode("latin-1").replace(ou, quoi + ou, 1).encode("latin-1")
            )
        ecrite.writestr("word/footnotes.xml", NOTES)
    return sortie.getvalue()


def test_les_notes_ne_sont_relues_qu_une_fois(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quarante kilo-octets de notes et vingt sections tenaient un fil trente secondes."""
    relues: list[str] = []
    entiere = GabaritWord.patch_xml

    def compter(soi: GabaritWord, xml: str) -> str:
        relues.extend(["notes"] * ("footnotes" in xml))
        return str(entiere(soi, xml))

    monkeypatch.setattr(GabaritWord, "patch_xml", compter)
    assert NOTE.titre in zipfile.ZipFile(BytesIO(fill_gabarit(NOTE, sections(20)))).read("word/footnotes.xml").decode()
    assert relues == ["notes"]


ENTITES = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
FICHES = {
    "vide": (b"", "lisible"), "pas un zip": (b"PK bidon", "lisible"), "trop lourd": (b"x" * (OCTETS_MAX + 1), "5 Mo"),
    "bombe": (bombe(), "démesuré"),
    "accolades": (retoucher("word/document.xml", lambda x: x.replace("<w:sectPr", f"<!--{'{{' * 99}--><w:sectPr", 1)),
                  "démesuré"),
    "accolades coupees": (retoucher("word/document.xml", lambda x: x.replace(
        "{{ titre }}", "{</w:t></w:r><w:r><w:t>{" * 99)), "démesuré"),
    "accolades en entites": (ajouter("&#123;&#123; corps }}", 1500), "plus de 60 repères"),
    "accolades entite coupee": (ajouter("&#x7b;</w:t></w:r><w:r><w:t>{ titre }}", 99), "plus de 60 repères"),
    "accolades en utf-16": (recompresser(zipfile.ZIP_DEFLATED, encodage="utf-16"), "pas écrit en UTF-8"),
    "accolades partout": (retoucher("", str, ajouts={
        f"word/header{n}.xml": b"<x>" + b"{{ titre }}" * 9 + b"</x>" for n in range(7, 14)}), "plus de 60 repères"),
    "deux corps": (ajouter("&#123;&#123; corps }}"), "corps }} ne se pose qu’une fois"),
    "deux sources": (ajouter("{{ sources }}"), "sources }} ne se pose qu’une fois"),
    "deflate abime": (abimer(), "pas un fichier Word"),
    "lzma": (recompresser(zipfile.ZIP_LZMA), "fichier Word lisible"),
    "bzip2": (recompresser(zipfile.ZIP_BZIP2), "fichier Word lisible"),
    "en-tete en double": (lie("header", 'Target="header1.xml"'), "deux fois le même en-tête"),
    "xml lourd": (retoucher("word/document.xml", lambda x: x + "<!--" + "x" * 4_000_000 + "-->"), "démesuré"),
    "trop de parties": (retoucher("", str, ajouts={f"word/x{n}.xml": b"<x/>" for n in range(PARTIES_MAX)}), "démesuré"),
    "chemin": (retoucher("", str, ajouts={"../x.xml": b"<x/>"}), "trompeurs"),
    "doublon": (retoucher("", str, ajouts={"word/Document.xml": b"<x/>"}), "trompeurs"),
    "macro": (retoucher("", str, ajouts={"word/vbaProject.bin": b"x"}), "macros"),
    "docm": (retoucher("[Content_Types].xml", lambda x: x.replace(
        "officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main")), "macros"),
    "modele dotx": (retoucher("[Content_Types].xml", lambda x: x.replace(
        "wordprocessingml.document.main", "wordprocessingml.template.main")), "document Word"),
    "objet": (retoucher("", str, ajouts={"word/embeddings/o.bin": b"x"}), "incorporé"),
    "binaire": (retoucher("", str, ajouts={"word/x.exe": b"MZ"}), "l’on n’ouvre pas"),
    "modele distant": (lie("attachedTemplate", 'Target="http://x.invalid/" TargetMode="External"'), "autre fichier"),
    "image distante": (lie("image", 'Target="http://exemple.invalid/x.png" TargetMode="External"'), "ailleurs"),
    "partage": (lie("image", r'Target="file:///\\serveur\x.png" TargetMode="External"'), "ailleurs"),
    "lien javascript": (lie("hyperlink", 'Target="javascript:x" TargetMode="External"'), "ailleurs"),
    "morceau etranger": (lie("aFChunk", 'Target="x.html"'), "autre fichier"),
    "entites": (retoucher("word/document.xml", lambda x: ENTITES + x.partition("?>")[2]), "entités"),
    "xml casse": (retoucher("word/document.xml", lambda x: x[:-30]), "abîmé"),
    "dde": (champ('DDEAUTO c:\\\\windows\\\\cmd.exe "/k x"'), "champ automatique.*DDEAUTO"),
    "inclusion": (champ("INCLUDETEXT file:///etc/passwd"), "champ automatique.*INCLUDETEXT"),
    "champ calcule": (champ("QUOTE 68 68 69"), "champ automatique.*QUOTE"),
    "champ simple": (retoucher("word/document.xml", lambda x: x.replace(
        "<w:sectPr", '<w:p><w:fldSimple w:instr="LINK Excel.Sheet"/></w:p><w:sectPr', 1)), "champ automatique.*LINK"),
}  # fmt: skip


@pytest.mark.parametrize("nom", FICHES)
def test_un_gabarit_hostile_est_refuse_avec_une_phrase(nom: str) -> None:
    octets, phrase = FICHES[nom]
    with pytest.raises(DocumentRefuse, match=phrase):
        fill_gabarit(NOTE, octets)


@pytest.mark.parametrize("instruction", ["PAGE", "NUMPAGES", "DATE \\@ dd/MM/yyyy", "TITLE", "= 1 + 1"])
def test_un_champ_ordinaire_passe(instruction: str) -> None:
    assert fill_gabarit(NOTE, champ(instruction))


def test_un_lien_ordinaire_passe() -> None:
    assert fill_gabarit(NOTE, lie("hyperlink", 'Target="https://exemple.invalid/" TargetMode="External"'))


def test_une_archive_coupee_n_importe_ou_est_refusee_ou_remplie() -> None:
    for coupe in range(0, len(BON), len(BON) // 25):
        with pytest.raises(DocumentRefuse):
            fill_gabarit(NOTE, BON[:coupe])
