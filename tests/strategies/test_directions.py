"""Trois directions, toujours, chacune avec sa règle : C4.9 « pourquoi cette recommandation »."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelles.strategies.directions import RegleDirection, SituationLocale, proposer, regles_de_direction
from jumelles.strategies.directions.regles import NOMBRE, lire_situation

REGLES = regles_de_direction()
comptes = st.integers(0, 40)


@st.composite
def situations(tirer: st.DrawFn) -> SituationLocale:
    anciens, recents = tirer(comptes), tirer(comptes)
    autres = ("projets", "locaux", "voisins", "voisins_pays", "voisins_theme", "appels", "pays_partages", "service")
    return SituationLocale(
        liens=anciens + recents, anciens=anciens, recents=recents, **{champ: tirer(comptes) for champ in autres}
    )


@pytest.mark.parametrize("regle", REGLES, ids=lambda r: r.code)
def test_chaque_regle_a_un_vecteur_ou_elle_vaut_et_un_ou_elle_ne_vaut_pas(regle: RegleDirection) -> None:
    assert regle.is_vraie(lire_situation(regle.positif))
    if regle.condition:
        assert not regle.is_vraie(lire_situation(regle.negatif))
    assert regle.raison and regle.premier_pas and regle.prudence and regle.source


@given(situations())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_toujours_trois_directions_distinctes_et_rien_de_vide(s: SituationLocale) -> None:
    proposees = proposer(s)
    assert len(proposees) == NOMBRE == len({d.code for d in proposees})
    assert all(d.regle.is_vraie(s) for d in proposees)
    assert [d.regle.rang for d in proposees] == sorted(d.regle.rang for d in proposees)
    assert not any(re.search(r"[{}|]", d.raison) for d in proposees)
    assert not any(re.search(r"\b0\u00a0", d.raison) for d in proposees)
    assert proposer(s) == proposees


def test_un_debutant_sans_rien_autour_a_de_quoi_commencer() -> None:
    """C4.11 : la collectivité qui souhaiterait s'engager a elle aussi trois directions."""
    assert [d.code for d in proposer(SituationLocale())] == ["recenser", "premier-pas", "se-faire-accompagner"]


def test_une_direction_ecartee_laisse_la_place_a_la_suivante() -> None:
    s = SituationLocale(liens=2, anciens=2, voisins=3)
    assert [d.code for d in proposer(s)] == ["reveiller", "rejoindre-voisins", "recenser"]
    assert [d.code for d in proposer(s, ecartees=["reveiller"])] == ["rejoindre-voisins", "recenser", "premier-pas"]


def test_les_comptes_se_disent_accordes() -> None:
    un = proposer(SituationLocale(voisins_pays=1, voisins=1))[0]
    trois = proposer(SituationLocale(voisins_pays=3, voisins=3))[0]
    assert "1\u00a0collectivité agit déjà" in un.raison
    assert "3\u00a0collectivités agissent déjà" in trois.raison


def test_des_comptes_qui_ne_font_pas_le_total_sont_refuses() -> None:
    with pytest.raises(ValueError, match="total"):
        SituationLocale(liens=3, anciens=1, recents=1)
    with pytest.raises(ValueError, match="négatifs"):
        SituationLocale(projets=-1)
