"""Un tableau à remplir au stylo : chaque blanc a sa place, large et haute de sept millimètres au moins."""

from datetime import date

import pypdfium2

from jumelles.documents.arbre import Rapport, Tableau
from jumelles.documents.bureautique.docx import write_docx
from jumelles.documents.bureautique.odt import write_odt
from jumelles.documents.copie import mettre_au_net
from jumelles.documents.html import write_html
from jumelles.documents.largeurs import parts
from jumelles.documents.pdf import write_pdf
from tests.documents.lecteurs import TEXT, W, partie

GRILLE = Tableau("À remplir", ("Quoi", "À écrire"), (("Un", ""), ("Deux", ""), ("Trois", "")), a_remplir=True)
RAPPORT = Rapport("Essai", "Personne", date(2026, 11, 22), (GRILLE,))
SEPT_MILLIMETRES = 7 * 72 / 25.4


def test_dans_le_pdf_chaque_ligne_a_sept_millimetres() -> None:
    document = pypdfium2.PdfDocument(write_pdf(RAPPORT))
    page = document[0]
    lecture = page.get_textpage()
    hauts = [lecture.get_charbox(lecture.search(mot).get_next()[0])[3] for mot in ("Un", "Deux", "Trois")]
    lecture.close()
    page.close()
    document.close()
    assert hauts[0] - hauts[1] >= SEPT_MILLIMETRES and hauts[1] - hauts[2] >= SEPT_MILLIMETRES


def test_dans_word_et_libreoffice_chaque_blanc_a_son_style() -> None:
    dans_word = [e.get(f"{W}val") for e in partie(write_docx(RAPPORT), "word/document.xml").iter(f"{W}pStyle")]
    dans_odt = [e.get(f"{TEXT}style-name") for e in partie(write_odt(RAPPORT), "content.xml").iter(f"{TEXT}p")]
    assert dans_word.count("ALaMain") == dans_odt.count("ALaMain") == 3


def test_le_blanc_est_large_et_se_voit_a_l_impression() -> None:
    (grille,) = (b for b in mettre_au_net(RAPPORT).blocs if isinstance(b, Tableau))
    assert parts(grille)[1] > 0.5
    assert write_html(RAPPORT).count('<td class="document__blanc"></td>') == 3
