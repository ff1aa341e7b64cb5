"""« de Lyon », « du Mans », « de l'Isère » : les noms s'accordent."""

import pytest

from jumelles.referentiel.grammaire import complement, locatif


@pytest.mark.parametrize(
    ("nom", "charniere", "de", "a"),
    [
        ("Lyon", "de", "de Lyon", "à Lyon"),
        ("Angers", "d'", "d'Angers", "à Angers"),
        ("Le Mans", "du", "du Mans", "au Mans"),
        ("Les Ulis", "des", "des Ulis", "aux Ulis"),
        ("La Rochelle", "de La", "de La Rochelle", "à La Rochelle"),
        ("L'Abergement-de-Varey", "de L'", "de L'Abergement-de-Varey", "à L'Abergement-de-Varey"),
        ("Isère", "de l'", "de l'Isère", "à Isère"),
        ("Loire", "de la", "de la Loire", "à Loire"),
        ("Yvelines", "des", "des Yvelines", "à Yvelines"),
        ("Essen", "", "de Essen", "à Essen"),
    ],
)
def test_un_nom_se_complete(nom: str, charniere: str, de: str, a: str) -> None:
    assert complement(nom, charniere) == de
    assert locatif(nom, charniere) == a
