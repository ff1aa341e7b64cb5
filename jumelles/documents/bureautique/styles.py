"""Nos styles, dits une fois pour Word et pour LibreOffice : tailles en points, couleurs en hexadécimal."""

from dataclasses import dataclass

LETTRE = "Arial"  # présente ou remplacée à l'identique partout ; nos lettres ne sont que dans le PDF
ENCRE, DOUX, MER, CORAIL, SAFRAN, VOILE = "14232b", "51626b", "0d4f5c", "c8402b", "f2b441", "f8f4ec"
TRAIT = "ddd5c7"


@dataclass(frozen=True, slots=True)
class Style:
    """Un style d'alinéa. docx, odt : son nom dans Word, dans LibreOffice ; vide : absent. Marges en points."""

    docx: str
    odt: str
    taille: float
    gras: bool | None = False  # None : comme autour, pour que l'en-tête d'un tableau rende sa ligne grasse
    couleur: str = ENCRE
    avant: float = 0
    apres: float = 6
    retrait: float = 0
    suivant: bool = False  # reste sur la page de ce qui suit
    filet_haut: float = 0
    filet_gauche: str = ""
    saut: bool = False


CORPS = 10.5
STYLES = (
    Style("Normal", "Standard", 10.5, gras=None, apres=0),
    Style("Body Text", "Text_20_body", 10.5, gras=None, avant=3, apres=7),
    Style("First Paragraph", "First_20_paragraph", 10.5, avant=3, apres=7),
    Style("Compact", "", 10, gras=None, avant=2, apres=2),
    Style("", "Table_20_Contents", 9.5, avant=1, apres=1),
    Style("", "Table_20_Heading", 9.5, gras=True, avant=1, apres=1),
    Style("Title", "Title", 27, gras=True, avant=6, apres=8, suivant=True),
    Style("Subtitle", "Subtitle", 13, couleur=DOUX, apres=8, suivant=True),
    Style("Author", "Author", 9.5, couleur=DOUX, apres=2),
    Style("Date", "Date", 9.5, couleur=DOUX, apres=14),
    Style("Heading 1", "Heading_20_1", 16, gras=True, avant=26, apres=9, suivant=True, filet_haut=1.5),
    Style("Heading 2", "Heading_20_2", 12.5, gras=True, avant=16, apres=6, suivant=True),
    Style("Heading 3", "Heading_20_3", 11, gras=True, avant=13, apres=5, suivant=True),
    Style("Table Caption", "TableCaption", 9.5, gras=True, avant=14, apres=5, suivant=True),
    Style("Image Caption", "FigureCaption", 9.5, couleur=DOUX, avant=4, apres=14),
    Style("Captioned Figure", "FigureWithCaption", 9.5, avant=10, apres=2, suivant=True),
    Style("Definition Term", "Definition_20_Term", 10.5, gras=True, avant=5, apres=0, suivant=True),
    Style("Definition", "Definition_20_Definition", 10.5, apres=4, retrait=14),
    Style("", "Definition_20_Term_20_Tight", 10.5, gras=True, avant=5, apres=0, suivant=True),
    Style("", "Definition_20_Definition_20_Tight", 10.5, apres=4, retrait=14),
    Style("Source", "Source", 9, avant=2, apres=3),
    Style("EncadreAVerifier", "EncadreAVerifier", 10.5, avant=9, apres=12, retrait=10, filet_gauche=SAFRAN),
    Style("EncadreAttention", "EncadreAttention", 10.5, avant=9, apres=12, retrait=10, filet_gauche=CORAIL),
    Style("EncadreOpinion", "EncadreOpinion", 10.5, avant=9, apres=12, retrait=10, filet_gauche=DOUX),
    Style("ALaMain", "ALaMain", 9.5, avant=8, apres=8),
    Style("SautDePage", "SautDePage", 1, apres=0, saut=True),
)
