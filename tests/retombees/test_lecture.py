"""Lire ce qu'une personne écrit : le français passe, le reste est refusé en disant comment l'écrire."""

from decimal import Decimal

import pytest

from jumelles.retombees.lecture import NombreRefuse, lire_annee, lire_duree, lire_montant


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("12500", "12500"),
        ("12 500", "12500"),
        ("12 500,50 €", "12500.50"),
        ("12\u00a0500,50\u202f€", "12500.50"),
        ("12500.5", "12500.5"),
        ("12 500 euros", "12500"),
        ("0", "0"),
        ("100 000 000 000", "100000000000"),
    ],
)
def test_les_nombres_francais_passent(ecrit: str, lu: str) -> None:
    assert lire_montant(ecrit) == Decimal(lu)


def test_rien_d_ecrit_n_est_pas_zero() -> None:
    assert lire_montant("  ") is None
    assert lire_duree("") is None


@pytest.mark.parametrize(
    ("ecrit", "dit"),
    [
        ("12,5 k€", "en entier"),
        ("1,2 M€", "en entier"),
        ("3 millions d'euros", "ne se comprend pas"),
        ("3 millions", "en entier"),
        ("-12", "négatif"),
        ("−12", "négatif"),
        ("1e300", "ne se comprend pas"),
        ("NaN", "ne se comprend pas"),
        ("Infinity", "ne se comprend pas"),
        ("٣", "ne se comprend pas"),
        ("12.500", "ne se comprend pas"),
        ("12,505", "ne se comprend pas"),
        ("=1+1", "ne se comprend pas"),
        ("<b>12</b>", "ne se comprend pas"),
        ("100 000 000 001", "cent milliards"),
        ("9" * 40, "ne se comprend pas"),
        ("12 000 $", "convertissez"),
        ("12 000 FCFA", "convertissez"),
        ("12 000 francs CFA", "convertissez"),
        ("12 000 CHF", "convertissez"),
        ("£ 30", "convertissez"),
    ],
)
def test_un_montant_impossible_est_refuse_en_disant_quoi_faire(ecrit: str, dit: str) -> None:
    with pytest.raises(NombreRefuse, match=dit):
        lire_montant(ecrit)


@pytest.mark.parametrize("ecrit", ["-1", "1 000 001", "3 j", "1e3"])
def test_une_duree_impossible_est_refusee(ecrit: str) -> None:
    with pytest.raises(NombreRefuse):
        lire_duree(ecrit)


def test_l_annee_est_entre_1950_et_l_an_prochain() -> None:
    assert lire_annee(" 1950 ", derniere=2027) == 1950
    for ecrite in ("1949", "2028", "25", "٢٠٢٥", "2025.0", "", "9999999999"):
        with pytest.raises(NombreRefuse, match="de 1950 à 2027"):
            lire_annee(ecrite, derniere=2027)
