"""Les pièges de calcul du DOMAINE (§2.5) : des chiffres publiés, faux ou qui ne se recoupent pas, redits justes."""

from decimal import Decimal

import pytest

from jumelles.indicateurs.evolution import Evolution
from jumelles.indicateurs.mediane import mediane
from jumelles.indicateurs.part import Part
from jumelles.indicateurs.somme import SommeDeclaree
from jumelles.referentiel.mesure import Mesure


def _mesure(valeur: str | None, unite: str = "projets") -> Mesure:
    return Mesure(None if valeur is None else Decimal(valeur), unite, "source inventée", "2026")


@pytest.mark.parametrize(
    ("haut", "bas", "juste", "publie"),
    [
        ("5000", "45387", "11.0", "13"),  # « près de 5 000 … 13 % des 45 387 »
        ("76", "113", "67.3", "66.30"),  # appels à projets 2024
        ("91", "158", "57.6", None),  # appels à projets 2025 : le chiffre publié est le bon
    ],
)
def test_une_part_se_rapporte_a_son_denominateur(haut: str, bas: str, juste: str, publie: str | None) -> None:
    part = Part(_mesure(haut), _mesure(bas)).pour_cent
    assert part == Decimal(juste)
    assert publie is None or part != Decimal(publie)


def test_une_evolution_se_rapporte_au_depart_et_non_a_l_arrivee() -> None:
    """Sénat r12-1235 : « + 35 % depuis 2003 » ; de 45,4 à 69,7 millions, c'est + 53,5 %."""
    apd = Evolution(_mesure("45.4", "M€"), _mesure("69.7", "M€"))
    assert apd.ecart == Decimal("24.3")
    assert apd.pour_cent == Decimal("53.5")


@pytest.mark.parametrize(
    ("depart", "arrivee", "attendu"),
    [("69.7", "45.4", "-34.9"), ("10", "10", "0.0"), ("0", "5", None), (None, "5", None), ("5", None, None),
     ("100.9", "116.4", "15.4"), ("-10", "-5", "50.0")],
)  # fmt: skip
def test_une_evolution_sans_depart_connu_ne_se_dit_pas(
    depart: str | None, arrivee: str | None, attendu: str | None
) -> None:
    dite = Evolution(_mesure(depart), _mesure(arrivee)).pour_cent
    assert dite == (None if attendu is None else Decimal(attendu))


def test_une_evolution_garde_son_unite() -> None:
    with pytest.raises(ValueError, match="unité"):
        Evolution(_mesure("1", "M€"), _mesure("2", "habitants"))


def test_une_somme_qui_ne_se_recoupe_pas_le_dit_et_garde_les_deux() -> None:
    """« 142 structures dont 9 + 11 + 124 » : 144."""
    somme = SommeDeclaree(_mesure("142"), (_mesure("9"), _mesure("11"), _mesure("124")))
    assert (somme.total.valeur, somme.calcule, somme.ecart) == (Decimal(142), Decimal(144), Decimal(2))
    assert somme.se_recoupe is False


@pytest.mark.parametrize(
    ("total", "parts", "recoupe"),
    [("190000", ("104000", "41000", "45000", "0"), True), ("34", ("7", "6", "13", "8"), True),
     ("116.4", ("50", "66.4"), True), (None, ("1", "2"), None), ("3", ("1", None), None), ("3", (), None)],
)  # fmt: skip
def test_une_part_inconnue_n_est_pas_zero(total: str | None, parts: tuple[str | None, ...], recoupe: bool) -> None:
    assert SommeDeclaree(_mesure(total), tuple(_mesure(p) for p in parts)).se_recoupe is recoupe


def test_une_somme_et_ses_parts_ont_la_meme_unite() -> None:
    with pytest.raises(ValueError, match="unité"):
        SommeDeclaree(_mesure("3", "M€"), (_mesure("3", "projets"),))


@pytest.mark.parametrize("n", range(5))
def test_on_ne_compare_pas_a_moins_de_cinq(n: int) -> None:
    assert mediane([1] * n) is None


@pytest.mark.parametrize(
    ("valeurs", "attendu"),
    [
        ((5, 1, 3, 2, 4), ("3", "1.5", "4.5")),
        ((1, 2, 3, 4, 5, 6), ("3.5", "2", "5")),
        ((0, 0, 0, 0, 9), ("0", "0", "4.5")),
    ],
)
def test_la_mediane_et_ses_quartiles(valeurs: tuple[int, ...], attendu: tuple[str, str, str]) -> None:
    m = mediane(valeurs)
    assert m is not None
    assert (m.valeur, m.quart_bas, m.quart_haut) == tuple(map(Decimal, attendu))
    assert m.n == len(valeurs)
