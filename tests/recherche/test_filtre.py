"""Un seul filtre : l'adresse se lit, se redit, et ne ment jamais sur ce qu'elle n'a pas compris (B2, D1)."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import CLES, INSTANT_MAX, PROPRES, SORTES, Filtre, illisibles

MOTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20)
CODES = st.lists(MOTS, max_size=3, unique=True).map(tuple)
ANNEES = st.none() | st.integers(1000, 2999)
EMPRISES = st.none() | st.builds(
    lambda ouest, sud, large, haut: Emprise.lire(f"{ouest},{sud},{ouest + large},{sud + haut}"),
    st.floats(-180, 170), st.floats(-90, 80), st.floats(0.001, 300), st.floats(0.001, 9),
)  # fmt: skip


@st.composite
def filtres(draw: st.DrawFn) -> Filtre:
    """N'importe quel filtre qu'une adresse peut dire."""
    champs = {nom: draw(CODES) for nom in CLES}
    champs |= {nom: tuple(dict.fromkeys(c.upper() for c in champs[nom])) for nom in ("pays", "pays_action")}
    return Filtre(
        texte=" ".join(draw(st.lists(MOTS, max_size=3))), depuis=draw(ANNEES), jusque=draw(ANNEES),
        emprise=draw(EMPRISES), modifie_depuis=draw(st.none() | st.integers(0, INSTANT_MAX)),
        interieures=draw(st.booleans()), demonstration=draw(st.booleans()), **champs,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("adresse", "attendu"),
    [
        ("", Filtre()),
        ("pays=mg&pays=DE&odd=6", Filtre(pays=("MG", "DE"), odd=("6",))),
        ("pays=MG&pays=MG", Filtre(pays=("MG",))),
        ("territoire=38185&territoire=R84", Filtre(territoire=("38185", "R84"))),
        ("q=%00+eau++potable+", Filtre(texte="eau potable")),
        ("depuis=1998&jusque=abc", Filtre(depuis=1998)),
        ("depuis=99999999999999999999", Filtre()),
        ("modifie_depuis=2026-11-01", Filtre(modifie_depuis=1793491200)),
        ("interieures=oui&demonstration=non", Filtre(interieures=True)),
        ("couleur=rouge", Filtre()),
    ],
)
def test_une_adresse_se_lit_et_se_redit(adresse: str, attendu: Filtre) -> None:
    lu = Filtre.from_query(QueryDict(adresse))
    assert lu == attendu
    assert Filtre.from_query(QueryDict(lu.to_query())) == attendu


@given(filtres())
def test_tout_filtre_se_retrouve_par_son_adresse(filtre: Filtre) -> None:
    """B2 : l'adresse rouvre exactement le même filtre."""
    assert Filtre.from_query(QueryDict(filtre.to_query())) == filtre


@given(st.text(max_size=300), st.text(max_size=300))
def test_toute_adresse_se_lit_sans_erreur(nom: str, valeur: str) -> None:
    lu = Filtre.from_query({nom: valeur, "q": valeur, "pays": valeur, "depuis": valeur, "emprise": valeur})
    assert Filtre.from_query(QueryDict(lu.to_query())) == lu


@given(filtres(), st.sampled_from(SORTES))
def test_une_sorte_ne_garde_que_ses_facettes_et_dit_les_autres(filtre: Filtre, sorte: str) -> None:
    ici = filtre.pour(sorte)
    posees = {nom for nom in CLES if getattr(ici, nom)}
    assert posees <= PROPRES[sorte]
    assert posees | set(filtre.etrangeres_a(sorte)) == {nom for nom in CLES if getattr(filtre, nom)}


@given(filtres())
def test_oter_puis_remettre_une_valeur_rend_le_meme_ensemble(filtre: Filtre) -> None:
    for nom in CLES:
        for valeur in getattr(filtre, nom):
            ote = filtre.without(nom, valeur)
            assert valeur not in getattr(ote, nom)
            assert set(getattr(ote.avec(nom, valeur), nom)) == set(getattr(filtre, nom))


def test_ce_qui_ne_se_lit_pas_se_dit() -> None:
    requete = QueryDict("depuis=abcd&jusque=2000&emprise=1,2&modifie_depuis=hier")
    assert illisibles(requete) == (("depuis", "abcd"), ("emprise", "1,2"), ("modifie_depuis", "hier"))
