"""Une date entière ou partielle, dite après un mot : l'article et l'élision viennent avec elle."""

from datetime import date

import pytest

from jumelles.referentiel.temps import DateIllisible, DatePartielle, dire


@pytest.mark.parametrize(
    ("iso", "de", "a", "depuis"),
    [
        ("1998-05-12", "du 12 mai 1998", "au 12 mai 1998", "depuis le 12 mai 1998"),
        ("2020-04-01", "du 1er avril 2020", "au 1er avril 2020", "depuis le 1er avril 2020"),
        ("2020-04", "d'avril 2020", "à avril 2020", "depuis avril 2020"),
        ("2019-10", "d'octobre 2019", "à octobre 2019", "depuis octobre 2019"),
        ("1979-08", "d'août 1979", "à août 1979", "depuis août 1979"),
        ("1998-05", "de mai 1998", "à mai 1998", "depuis mai 1998"),
        ("1998", "de 1998", "à 1998", "depuis 1998"),
    ],
)
def test_une_date_se_dit_apres_de_a_depuis(iso: str, de: str, a: str, depuis: str) -> None:
    dite = DatePartielle.read(iso)
    assert (dite.after_de(), dite.after_a(), dite.after_depuis()) == (de, a, depuis)


def test_un_jour_se_dit_en_toutes_lettres_et_un_vide_ne_dit_rien() -> None:
    assert dire(date(1998, 5, 1)) == dire("1998-05-01") == "1er mai 1998"
    assert dire("1998-05") == "mai 1998" and dire("") == ""
    with pytest.raises(DateIllisible):
        dire("12/05/1998")
