"""Un gabarit à habiller : nos repères à leur place, le reste à la charte de la collectivité."""

from io import BytesIO

from docx import Document

from jumelles.documents.gabarit.reperes import ENTIERS

LIGNES = ("{{ titre }}", "{{ sous_titre }}", "{{ auteur }}, le {{ date }}", *(f"{{{{ {nom} }}}}" for nom in ENTIERS))


def gabarit_exemple() -> bytes:
    """Un DOCX nu que `fill_gabarit` sait remplir."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Votre en-tête, votre logo"
    for ligne in LIGNES:
        document.add_paragraph(ligne)
    sortie = BytesIO()
    document.save(sortie)
    return sortie.getvalue()
