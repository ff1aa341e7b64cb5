"""La part se calcule, elle ne se tape pas."""

from decimal import Decimal

import pytest

from jumelles.indicateurs.part import Part
from jumelles.referentiel.mesure import Mesure


def mesure(valeur: int | None) -> Mesure:
    return Mesure(None if valeur is None else Decimal(valeur), "collectivités", "document", "2022")


@pytest.mark.parametrize(
    ("haut", "bas", "attendu"),
    [
        (5000, 45387, Decimal("11.0")),  # C4.6 : et non 13 %
        (13, 100, Decimal("13.0")),
        (1, 8, Decimal("12.5")),
        (5, 1000, Decimal("0.5")),
        (25, 10000, Decimal("0.3")),  # la moitié monte
        (None, 45387, None),
        (5000, None, None),
        (5000, 0, None),
    ],
)
def test_la_part_en_pour_cent(haut: int | None, bas: int | None, attendu: Decimal | None) -> None:
    """C4.6."""
    assert Part(mesure(haut), mesure(bas)).pour_cent == attendu


def test_on_n_additionne_que_des_mesures_de_meme_provenance() -> None:
    with pytest.raises(ValueError, match="même unité"):
        mesure(1) + Mesure(Decimal(1), "collectivités", "autre", "2022")


def test_inconnu_plus_un_reste_inconnu() -> None:
    assert (mesure(None) + mesure(1)).valeur is None
