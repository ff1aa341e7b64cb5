"""Les cadres et leurs déductions : des tables qui tiennent, et rien de déduit sans une ligne qui le dise (C5.7)."""

import re

import pytest

from jumelles.cooperations.enums import SorteCadre
from jumelles.referentiel import cadres
from jumelles.referentiel.temps import DatePartielle


def test_les_tables_tiennent() -> None:
    """Un code, une adresse, une source datée par ligne ; « trouvé » seulement avec une adresse où le lire."""
    cadres.check()
    codes = [c.code for c in cadres.cadres()]
    assert len(codes) == len(set(codes)) and all(re.fullmatch(r"[a-z0-9-]{3,60}", c) for c in codes)
    assert {c.sorte for c in cadres.cadres()} == set(SorteCadre.values)
    for x in (*cadres.cadres(), *cadres.deductions()):
        assert x.source and DatePartielle.read(x.source_date) and x.adresse.startswith(("https://", "http://"))
    for c in cadres.cadres():
        assert DatePartielle.read(c.debut).earliest() and (not c.fin or c.fin[:4] > c.debut[:4])
        assert bool(c.pays) == (c.sorte == SorteCadre.STRATEGIE_PAYS)


@pytest.mark.parametrize(
    ("odd", "dispositif", "attendus"),
    [
        (("6", "13"), "", {"agenda-2030"}), ((), "FICOL", {"agenda-2030"}), ((), "ficol 2024", {"agenda-2030"}),
        ((), "FICOLETTE", set()), ((), "Interreg Meuse-Rhin", {"interreg"}), ((), "", set()),
        (("1",), "CERV", {"agenda-2030", "cerv"}),
    ],
)  # fmt: skip
def test_une_deduction_suit_la_table_et_elle_seule(odd: tuple[str, ...], dispositif: str, attendus: set[str]) -> None:
    assert set(cadres.deduire(odd, dispositif)) == attendus


@pytest.mark.parametrize(
    ("odd", "dispositif", "debut", "fin", "attendus"),
    [
        ((), "Interreg III A", "2005", "2007", set()), ((), "Interreg VI", "2022-03", "", {"interreg"}),
        ((), "Interreg V", "2019", "2022", set()), (("4",), "", "2006", "2009", set()),
        (("4",), "", "2012", "2018-06", {"agenda-2030"}), (("4",), "", "2031", "", set()),
        (("4",), "", "2012", "", set()),
    ],
)  # fmt: skip
def test_on_ne_deduit_un_cadre_que_de_son_temps(
    odd: tuple[str, ...], dispositif: str, debut: str, fin: str, attendus: set[str]
) -> None:
    assert set(cadres.deduire(odd, dispositif, debut=debut, fin=fin)) == attendus
