"""La grille des manières d'agir et l'argumentaire : cités, ou dits « opinion » (C1.11, C3.10, C3.11)."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelles.conseil.argumentaire import Argumentaire, ExempleLu, assembler
from jumelles.conseil.arguments import Audience, Genre, Preuve, arguments, objections
from jumelles.conseil.demande import ConseilIncoherent, ascendants
from jumelles.conseil.faits import EtatFait
from jumelles.conseil.grille import College, grille
from jumelles.conseil.phrases import dire
from jumelles.droit.lecture import TableInvalide
from jumelles.droit.textes import StatutTexte
from tests.conseil.demandes import JOUR, THEMES

FLEUVE = ExempleLu("7", "Eau à Mahajanga", "https://exemple.invalid/7", "essai", date(2024, 5, 1))
ANCIEN = replace(FLEUVE, id="8", titre="Serment de 1960", date=None)
CAS = list(product(Audience, objections()))


def tout(audience: Audience, objection: str) -> Argumentaire:
    return assembler(audience, objection, THEMES, [FLEUVE], jour=JOUR)


def test_la_grille_a_cinq_colleges_et_chaque_case_sa_source() -> None:
    """C3.10."""
    assert [c.value for c in College] == ["collectivites", "associations", "ong", "bilateral", "multilateral"]
    for critere in grille():
        assert tuple(c for c, _ in critere.cellules) == tuple(College)
        for college, faits in critere.cellules:
            assert all(f.texte and f.source for f in faits)
            assert (critere.dire(college) == "non renseigné") is (faits == ())
    assert any(c.dire(College.ONG) == "non renseigné" for c in grille())


def test_la_grille_resert_dans_l_argumentaire() -> None:
    """C3.10."""
    assert [c.code for c in tout(Audience.ELU, "cout").objection.criteres] == ["ressources", "regles", "transparence"]
    assert all(o.criteres for o in objections().values())


def test_chaque_argument_a_sa_reference_ou_se_dit_opinion() -> None:
    """C3.11."""
    for argument in arguments():
        assert argument.reference or argument.preuve is Preuve.OPINION
        assert (argument.etat is EtatFait.OPINION) is (argument.preuve is Preuve.OPINION)
        assert (argument.droit is not None) is (argument.preuve is Preuve.LOI)
    assert {a.preuve for a in arguments()} == set(Preuve)


def test_la_base_legale_est_citee() -> None:
    """C3.11 : loi Thiollière, L. 1115-1."""
    cites = {c.argument.droit.code for c in tout(Audience.ELU, "competence").arguments if c.argument.droit}
    assert {"loi-2007", "L1115-1", "loi-2014-773"} <= cites


@pytest.mark.parametrize(("audience", "objection"), CAS)
def test_chacun_a_de_quoi_repondre(audience: Audience, objection: str) -> None:
    """C1.11 : au moins un argument qui n'est pas une opinion, sans dire aucun thème."""
    for cites in (assembler(audience, objection, jour=JOUR), tout(audience, objection)):
        assert any(c.argument.preuve is not Preuve.OPINION for c in cites.arguments)
        assert all(not c.argument.themes for c in assembler(audience, objection, jour=JOUR).arguments)


@given(st.sampled_from(CAS), st.lists(st.sampled_from(THEMES), max_size=4))
@settings(deadline=None)
def test_la_solidarite_reste_a_cote_de_l_economie(cas: tuple[Audience, str], themes: list[str]) -> None:
    """C1.7, C3.11 : jamais de raison économique sans celles de la solidarité, et celles-ci d'abord."""
    genres = [g for g, _ in assembler(cas[0], cas[1], themes, jour=JOUR).genres]
    assert Genre.SOLIDARITE in genres
    assert Genre.ECONOMIQUE not in genres or genres.index(Genre.SOLIDARITE) < genres.index(Genre.ECONOMIQUE)


@given(st.sampled_from(CAS), st.lists(st.sampled_from(THEMES), max_size=4), st.booleans())
@settings(deadline=None)
def test_l_ordre_ne_change_rien(cas: tuple[Audience, str], themes: list[str], is_redit: bool) -> None:
    """C1.11."""
    exemples = [FLEUVE, ANCIEN] * (2 if is_redit else 1)
    un = assembler(cas[0], cas[1], themes, exemples, jour=JOUR)
    autre = assembler(cas[0], cas[1], iter(reversed(themes)), iter(reversed(exemples)), jour=JOUR)
    assert repr(un) == repr(autre)
    assert un.exemples == (FLEUVE, ANCIEN)


def test_un_argument_d_un_theme_passe_devant_et_ne_sert_qu_a_lui() -> None:
    eau = assembler(Audience.ELU, "cout", ["eau"], jour=JOUR)
    juridiques = dict(eau.genres)[Genre.JURIDIQUE]
    assert juridiques[0].argument.code == "un-pour-cent-eau"
    assert "un-pour-cent-dechets" not in {c.argument.code for c in eau.arguments}


def test_un_exemple_retire_de_la_base_quitte_le_texte_suivant() -> None:
    """C1.11."""
    avec = assembler(Audience.CITOYEN, "cout", exemples=[FLEUVE], jour=JOUR)
    assert avec.exemples == (FLEUVE,) and "mention.exemples" in avec.mentions
    sans = assembler(Audience.CITOYEN, "cout", jour=JOUR)
    assert sans.exemples == () and "mention.sans_exemple" in sans.mentions
    assert avec.genres == sans.genres


def test_ce_qui_est_opinion_ou_douteux_se_dit() -> None:
    for audience, objection in CAS:
        cites = tout(audience, objection)
        assert ("mention.opinion" in cites.mentions) is any(
            c.argument.preuve is Preuve.OPINION for c in cites.arguments
        )
        assert ("mention.a_verifier" in cites.mentions) is any(c.is_a_verifier for c in cites.arguments)
        assert all(dire(m) for m in cites.mentions)
        for cite in cites.arguments:
            assert cite.argument.nuance or cite.argument.etat is not EtatFait.A_VERIFIER, cite.argument.code


def test_une_loi_abrogee_ne_s_argumente_plus() -> None:
    """C1.6 : le texte sorti de vigueur quitte l'argumentaire."""
    (loi,) = [a for a in arguments() if a.code == "loi-permet"]
    assert loi.droit is not None
    abroge = replace(loi, droit=replace(loi.droit, statut=StatutTexte.ABROGE))
    assert assembler(Audience.ELU, "competence", jour=JOUR, parmi=[loi]).arguments
    assert assembler(Audience.ELU, "competence", jour=JOUR, parmi=[abroge]).arguments == ()
    douteux = replace(loi, droit=replace(loi.droit, statut=StatutTexte.A_VERIFIER))
    assert "mention.a_verifier" in assembler(Audience.ELU, "competence", jour=JOUR, parmi=[douteux]).mentions


def test_avant_la_loi_on_ne_la_cite_pas() -> None:
    codes = {c.argument.code for c in assembler(Audience.ELU, "competence", jour=date(2010, 1, 1)).arguments}
    assert "sans-convention" not in codes and "interet-local" in codes


@pytest.mark.parametrize("faute", [{"preuve": Preuve.OPINION}, {"reference": ""}, {"droit": None}])
def test_un_argument_mal_forme_est_refuse(faute: dict[str, object]) -> None:
    (loi,) = [a for a in arguments() if a.code == "loi-permet"]
    with pytest.raises(TableInvalide):
        replace(loi, **faute)  # type: ignore[arg-type]


def test_une_question_inconnue_est_refusee() -> None:
    assert "lune" not in ascendants()
    for objection, themes in (("lune", []), ("cout", ["lune"])):
        with pytest.raises(ConseilIncoherent):
            assembler(Audience.ELU, objection, themes, jour=JOUR)
    with pytest.raises(ConseilIncoherent):
        assembler(Audience.ELU, "cout", exemples=[FLEUVE, replace(FLEUVE, titre="Autre")], jour=JOUR)
    with pytest.raises(ConseilIncoherent):
        replace(FLEUVE, source="")
