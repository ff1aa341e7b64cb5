"""La frise des documents : tout nom du monde s'y dessine, dans un PDF accessible."""

from datetime import date

import pytest

from jumelles.documents.arbre import Figure, Rapport
from jumelles.documents.pdf import write_pdf
from jumelles.documents.polices import en_figure
from jumelles.strategies.frise import draw_frise
from jumelles.strategies.frise_svg import write_frise
from tests.web.test_frise_et_barres import _relation

NOMS = ("Ōtaki", "Kharbathā Banī Ḩārith", "En HaH̱oresh", "Hồng Thái", "Київ", "Αθήνα", "Łódź", "京都", "<b>&", "القدس")


@pytest.mark.parametrize("nom", NOMS)
def test_un_nom_du_monde_se_dessine(nom: str) -> None:
    frise = draw_frise(
        [_relation(1, debut="1974"), _relation(2, debut="1990", nature="accord")], lambda _r: nom, date(2026, 1, 1)
    )
    figure = Figure(write_frise(frise), "Frise", "Frise")
    assert write_pdf(Rapport("Essai", "Essai", date(2026, 1, 1), (figure,))).startswith(b"%PDF")


def test_la_lettre_suit_le_nom() -> None:
    assert en_figure("Orléans") == ("Orléans", "Atkinson Hyperlegible")
    assert en_figure("Ōtaki") == ("Ōtaki", "Noto Sans")
    assert en_figure("H̱oresh")[0] == "Horesh"
