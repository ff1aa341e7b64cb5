"""Rapporter deux grandeurs : les exemples publiés tombent juste, et ce qui ne se compare pas ne se calcule pas."""

from decimal import Decimal

import pytest

from jumelles.indicateurs.levier import levier
from jumelles.indicateurs.par_habitant import ECART_ADMIS, par_habitant
from jumelles.indicateurs.quotient import Empechement, Grandeur, Quotient, rapporter

MILLION = 10**6


def grandeur(valeur: float | str | None, annee: int = 2025, *perimetre: str) -> Grandeur:
    """Une grandeur, dite en peu de mots."""
    return Grandeur(None if valeur is None else Decimal(str(valeur)), annee, frozenset(perimetre))


def test_le_levier_de_cites_unies_france() -> None:
    """DOMAINE 2.5 : 100 M€ dépensés en font venir 180 ; (total − propres) / propres = 1,8."""
    propres, obtenus = grandeur(100 * MILLION), grandeur(180 * MILLION)
    assert levier(propres, obtenus) == Quotient(Decimal("1.8"))
    assert propres.valeur is not None
    assert obtenus.valeur is not None
    total = propres.valeur + obtenus.valeur
    assert (total - propres.valeur) / propres.valeur == Decimal("1.8")


def test_la_moyenne_de_ficol() -> None:
    """DOMAINE 2.5 : 48 M€ pour 63 projets, 0,76 M€ en moyenne."""
    trouvee = rapporter(grandeur(48), grandeur(63)).valeur
    assert trouvee is not None
    assert round(trouvee, 2) == Decimal("0.76")


def test_un_euro_par_habitant_et_800_000_euros_ne_vont_pas_ensemble_aux_yvelines() -> None:
    """DOMAINE 2.5 : « 1 € par habitant » et « 800 000 € par an » ; à plus de 1,4 million d'habitants, c'est 0,56 €."""
    assert par_habitant(grandeur(1_438_266), grandeur(1_438_266, 2026)) == Quotient(Decimal(1))
    trouve = par_habitant(grandeur(800_000), grandeur(1_438_266, 2026)).valeur
    assert trouve is not None
    assert round(trouve, 2) == Decimal("0.56")


@pytest.mark.parametrize(
    ("haut", "bas", "empechement"),
    [
        (grandeur(None), grandeur(10), Empechement.NON_MESURE),
        (grandeur(10), grandeur(None), Empechement.NON_MESURE),
        (grandeur(10, 2024), grandeur(10, 2025), Empechement.ANNEES),
        (grandeur(10, 2025, "relation:1"), grandeur(10, 2025, "projet:1"), Empechement.PERIMETRES),
        (grandeur(10, 2025, "relation:1"), grandeur(10, 2025, "action"), Empechement.PERIMETRES),
        (grandeur(10), grandeur(0), Empechement.NUL),
    ],
)
def test_ce_qui_ne_se_rapporte_pas_dit_pourquoi(haut: Grandeur, bas: Grandeur, empechement: Empechement) -> None:
    assert rapporter(haut, bas) == Quotient(empechement=empechement)


def test_zero_mesure_n_est_pas_inconnu() -> None:
    assert rapporter(grandeur(0), grandeur(10)) == Quotient(Decimal(0))


def test_la_collectivite_entiere_va_avec_tout_perimetre() -> None:
    assert rapporter(grandeur(5, 2025, "projet:1"), grandeur(10)).valeur == Decimal("0.5")


def test_une_population_trop_ancienne_ne_sert_pas() -> None:
    assert par_habitant(grandeur(10, 2020), grandeur(10, 2020 + ECART_ADMIS)).valeur == 1
    trop = par_habitant(grandeur(10, 2020), grandeur(10, 2021 + ECART_ADMIS))
    assert trop.empechement == Empechement.ANNEES
