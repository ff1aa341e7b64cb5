"""Dix mille lignes passent dans toutes les sorties, entières."""

from datetime import date

import pypdfium2
import pytest

from jumelles.documents.arbre import Alignement, Paragraphe, Rapport, Tableau
from jumelles.documents.bureautique.docx import write_docx
from jumelles.documents.bureautique.odt import write_odt
from jumelles.documents.html import write_html
from jumelles.documents.markdown import write_markdown
from jumelles.documents.pdf import write_pdf
from tests.documents.lecteurs import mots, texte_docx, texte_html, texte_odt

LIGNES = 10_000


@pytest.fixture(scope="module")
def grand() -> Rapport:
    """Un tableau de dix mille lignes inventées, et un mot démesuré."""
    lignes = tuple((f"Commune {n}", "Pays inventé", str(n)) for n in range(LIGNES))
    cotes = (Alignement.GAUCHE, Alignement.GAUCHE, Alignement.DROITE)
    tableau = Tableau("Dix mille lignes", ("Commune", "Pays", "Rang"), lignes, alignements=cotes)
    return Rapport("Grand", "Personne", date(2026, 11, 22), (Paragraphe("x" * 5000), tableau, Paragraphe("Fin")))


def test_dix_mille_lignes_en_pdf(grand: Rapport) -> None:
    document = pypdfium2.PdfDocument(write_pdf(grand))
    assert len(document) > 100
    derniere = document[len(document) - 1]
    lecture = derniere.get_textpage()
    assert "Commune 9999" in lecture.get_text_range() and "Fin" in lecture.get_text_range()
    lecture.close()
    derniere.close()
    document.close()


def test_dix_mille_lignes_ailleurs(grand: Rapport) -> None:
    attendus = mots(texte_html(write_html(grand)))
    assert len(attendus) > 5 * LIGNES
    assert mots(texte_docx(write_docx(grand))) == attendus
    assert mots(texte_odt(write_odt(grand))) == attendus
    assert write_markdown(grand).count("\n| ") == LIGNES + 2
