"""La page d'une collectivité parle français : « du Mans », « de La Rochelle »."""

import pytest

from jumelles.territoires.regles import nom_affiche
from jumelles.territoires.requetes import pays_liste, territoire


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "de"),
    [("72181", "du Mans"), ("17300", "de La Rochelle"), ("38185", "de Grenoble"), ("D38", "de l'Isère")],
)
def test_le_complement_du_nom(code: str, de: str) -> None:
    fiche = territoire(code)
    assert fiche is not None
    assert fiche.de == de


@pytest.mark.parametrize(
    ("nom", "charniere", "affiche"),
    [
        ("Isère", "de l'", "Département de l'Isère"),
        ("Yvelines", "des", "Département des Yvelines"),
        ("Val-d'Oise", "du", "Département du Val-d'Oise"),
        ("Loire", "de la", "Département de la Loire"),
    ],
)
def test_le_nom_d_un_departement(nom: str, charniere: str, affiche: str) -> None:
    assert nom_affiche("departement", nom, charniere) == affiche


@pytest.mark.django_db
def test_les_pays_se_rangent_a_la_francaise() -> None:
    """« Åland » ne se range pas après « Wallis », ni « Île de Man » après « Norfolk »."""
    noms = [p.nom for p in pays_liste()]
    assert noms.index("Åland") < noms.index("Fidji") < noms.index("Île de Man")
