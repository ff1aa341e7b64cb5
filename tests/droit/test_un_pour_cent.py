"""Le 1 % : les vecteurs du dossier, chaque budget à part, l'inconnu qui n'est pas zéro."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelles.droit.etats import Etat
from jumelles.droit.montants import MontantImpossible
from jumelles.droit.phrases import dire
from jumelles.droit.un_pour_cent import (
    Budget,
    Respect,
    is_usage_admis,
    plafonds,
    regles_de,
    regles_un_pour_cent,
    verifier_un_pour_cent,
)

EAU, ASSAINISSEMENT = Budget.EAU, Budget.ASSAINISSEMENT
RESSOURCES: dict[Budget, Decimal | None] = {EAU: Decimal(12_000_000), ASSAINISSEMENT: Decimal(8_000_000)}
MONTANTS = st.decimals(0, 10**12, places=2)


def deux(eau: Decimal | int | None, assainissement: Decimal | int | None) -> dict[Budget, Decimal | None]:
    lus = (None if x is None else Decimal(x) for x in (eau, assainissement))
    return dict(zip((EAU, ASSAINISSEMENT), lus, strict=True))


def test_les_plafonds_du_dossier() -> None:
    """DOMAINE 3.3."""
    assert plafonds(RESSOURCES) == {EAU: Decimal(120_000), ASSAINISSEMENT: Decimal(80_000)}


@pytest.mark.parametrize(
    ("eau", "assainissement", "respect", "sur_eau", "sur_assainissement"),
    [
        (150_000, 0, Respect.DEPASSE, 30_000, 0),
        (120_000, 80_000, Respect.RESPECTE, 0, 0),
        (100_000, 80_001, Respect.DEPASSE, 0, 1),
        (0, 0, Respect.RESPECTE, 0, 0),
    ],
)
def test_les_vecteurs_du_dossier(
    eau: int, assainissement: int, respect: Respect, sur_eau: int, sur_assainissement: int
) -> None:
    """DOMAINE 3.3 : la place libre d'un budget ne sert pas à l'autre."""
    vu = verifier_un_pour_cent(RESSOURCES, deux(eau, assainissement))
    assert vu.respect is respect
    assert [b.depassement for b in vu.budgets] == [sur_eau, sur_assainissement]
    assert vu.depassement == sur_eau + sur_assainissement
    assert all(dire(b.phrase, depassement=b.depassement) for b in vu.budgets)


def test_ce_qui_depasse_peut_venir_du_budget_general() -> None:
    (eau, _) = verifier_un_pour_cent(RESSOURCES, deux(150_000, 0)).budgets
    assert eau.appoint is not None and eau.appoint.code == "budget_general"
    assert "budget général" in dire(eau.phrase, depassement=eau.depassement)


def test_la_table_ne_dit_rien_de_l_appoint_des_dechets() -> None:
    (dechets,) = verifier_un_pour_cent({Budget.DECHETS: Decimal(100)}, {Budget.DECHETS: Decimal(2)}).budgets
    assert dechets.depassement == 1 and dechets.appoint is None
    assert "budget général" not in dire(dechets.phrase, depassement=dechets.depassement)


@pytest.mark.parametrize(
    ("ressources", "depenses", "respect"),
    [
        (deux(None, 8_000_000), deux(1, 0), Respect.INCONNU),
        (deux(None, 8_000_000), deux(0, 0), Respect.RESPECTE),
        (RESSOURCES, deux(None, 0), Respect.INCONNU),
        (RESSOURCES, deux(None, 80_001), Respect.DEPASSE),
        (RESSOURCES, {EAU: Decimal(0)}, Respect.INCONNU),
        ({}, deux(1, 1), Respect.INCONNU),
        ({}, {}, Respect.INCONNU),
    ],
)
def test_l_inconnu_n_est_pas_zero(
    ressources: dict[Budget, Decimal | None], depenses: dict[Budget, Decimal | None], respect: Respect
) -> None:
    vu = verifier_un_pour_cent(ressources, depenses)
    assert vu.respect is respect
    if respect is Respect.INCONNU and vu.budgets:
        assert vu.depassement is None


@given(MONTANTS, MONTANTS, MONTANTS, MONTANTS)
def test_au_plafond_c_est_respecte_et_un_centime_au_dela_non(
    eau: Decimal, assainissement: Decimal, depense: Decimal, autre: Decimal
) -> None:
    ressources = {EAU: eau, ASSAINISSEMENT: assainissement}
    vu = verifier_un_pour_cent(ressources, {EAU: depense, ASSAINISSEMENT: autre})
    for budget, ressource, paye in zip(vu.budgets, (eau, assainissement), (depense, autre), strict=True):
        assert (budget.respect is Respect.RESPECTE) is (paye * 100 <= ressource)
        assert budget.depassement == max(paye - ressource / 100, Decimal(0))
    assert (vu.respect is Respect.RESPECTE) is all(b.respect is Respect.RESPECTE for b in vu.budgets)


@pytest.mark.parametrize(
    "impossible",
    [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 14, Decimal("0.001"), 12.5, 12, "12"],
)
def test_un_montant_impossible_est_refuse(impossible: Decimal) -> None:
    with pytest.raises(MontantImpossible):
        plafonds({EAU: impossible})
    with pytest.raises(MontantImpossible):
        verifier_un_pour_cent(RESSOURCES, {EAU: impossible})


@pytest.mark.parametrize(
    ("budget", "usage", "admis"),
    [
        (EAU, "infrastructures", True),
        (ASSAINISSEMENT, "infrastructures", True),  # l'un ou l'autre budget, indifféremment
        (EAU, "formation", True),
        (EAU, "gestion_locale", True),
        (EAU, "agricole", False),
        (EAU, "drainage", False),
        (EAU, "concert", None),
        (EAU, "redevances", None),
        (Budget.ENERGIE, "formation", None),
    ],
)
def test_les_usages_admis_ou_non(budget: Budget, usage: str, admis: bool | None) -> None:
    assert is_usage_admis(budget, usage) is admis


def test_chaque_regle_a_son_texte_et_sa_source() -> None:
    assert [r.code for r in regles_de(EAU, "assiette")] == ["redevances", "vente_en_gros", "eaux_usees"]
    for regle in regles_un_pour_cent():
        assert regle.textes and regle.budgets and regle.marque.source and regle.marque.etat is Etat.TROUVE
    assert all(len(regles_de(b, "plafond")) == 1 for b in Budget)
