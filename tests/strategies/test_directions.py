"""Trois directions, toujours, chacune avec sa règle : C4.9 « pourquoi cette recommandation »."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelles.droit.lecture import TableInvalide
from jumelles.strategies.directions import RegleDirection, SituationLocale, proposer, regles_de_direction
from jumelles.strategies.directions.regles import NOMBRE, lire_situation

REGLES = regles_de_direction()
A_DISTANCE = ("voisins", "voisins_pays", "voisins_theme")
comptes = st.integers(0, 40)


@st.composite
def situations(tirer: st.DrawFn) -> SituationLocale:
    anciens, recents = tirer(comptes), tirer(comptes)
    valeurs: dict[str, Any] = {c: tirer(comptes) for c in ("projets", "locaux", "appels", "pays_partages", "service")}
    valeurs |= {c: tuple(tirer(st.lists(st.integers(0, 400), max_size=9))) for c in A_DISTANCE}
    return SituationLocale(liens=anciens + recents, anciens=anciens, recents=recents, **valeurs)


@pytest.mark.parametrize("regle", REGLES, ids=lambda r: r.code)
def test_chaque_regle_a_un_vecteur_ou_elle_vaut_et_un_ou_elle_ne_vaut_pas(regle: RegleDirection) -> None:
    assert regle.positifs and all(regle.is_vraie(lire_situation(v)) for v in regle.positifs)
    assert bool(regle.condition) is bool(regle.negatifs)
    assert not any(regle.is_vraie(lire_situation(v)) for v in regle.negatifs)
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
    s = SituationLocale(liens=2, anciens=2, voisins=(0, 12, 60))
    assert [d.code for d in proposer(s)] == ["reveiller", "rejoindre-voisins", "recenser"]
    assert [d.code for d in proposer(s, ecartees=["reveiller"])] == ["rejoindre-voisins", "recenser", "premier-pas"]


def test_les_comptes_se_disent_accordes() -> None:
    un = proposer(SituationLocale(voisins_pays=(0,), voisins=(0,)))[0]
    trois = proposer(SituationLocale(voisins_pays=(0, 9, 150), voisins=(0, 9, 150)))[0]
    assert "1\u00a0collectivité agit déjà" in un.raison
    assert "3\u00a0collectivités agissent déjà" in trois.raison


def test_une_collectivite_trop_loin_ne_compte_pas_et_la_table_dit_jusqu_ou() -> None:
    """« À côté » a une limite, écrite avec sa raison : on ne propose pas un voisin à cinq cents kilomètres."""
    loin = SituationLocale(voisins=(61, 500), voisins_pays=(151, 500), voisins_theme=(101,))
    assert [d.code for d in proposer(loin)] == ["recenser", "premier-pas", "se-faire-accompagner"]
    (pays,) = [d for d in proposer(SituationLocale(voisins_pays=(20, 151))) if d.code == "rejoindre-pays"]
    assert "1\u00a0collectivité agit" in pays.raison
    assert {r.code: r.km_max for r in REGLES if r.km_max} == {
        "rejoindre-pays": 150, "rejoindre-theme": 100, "rejoindre-voisins": 60,
    }  # fmt: skip
    assert all(r.pourquoi_km for r in REGLES if r.km_max)


@pytest.mark.parametrize("texte", ["", "lune=1", "liens=2@40", "voisins", "voisins=1@-3"])
def test_un_vecteur_mal_ecrit_est_refuse(texte: str) -> None:
    with pytest.raises(TableInvalide):
        lire_situation(texte)


def test_des_comptes_qui_ne_font_pas_le_total_sont_refuses() -> None:
    with pytest.raises(ValueError, match="total"):
        SituationLocale(liens=3, anciens=1, recents=1)
    with pytest.raises(ValueError, match="négatifs"):
        SituationLocale(projets=-1)
    with pytest.raises(ValueError, match="négatifs"):
        SituationLocale(voisins=(-1,))
