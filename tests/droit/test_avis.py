"""L'avis : toutes les lignes qui s'appliquent, jamais un oui sur une règle non vérifiée, les actes dans l'ordre."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelles.droit.cas import Cas, CasIncoherent, TypeCollectivite
from jumelles.droit.declencheur import Declencheur
from jumelles.droit.etats import Etat
from jumelles.droit.examen import Avis, examiner
from jumelles.droit.phrases import dire
from jumelles.droit.regles import RegleDroit, tables_du_droit
from jumelles.droit.verdicts import Verdict
from jumelles.referentiel.temps import DatePartielle
from tests.droit.situations import JOUR, cas

T = TypeCollectivite


def avis(type_: T, oui: str = "", non: str = "", jour: date | None = JOUR) -> Avis:
    return examiner(Cas(type_, frozenset(oui.split()), frozenset(non.split()), jour))


def lus(obtenu: Avis) -> list[tuple[int, str]]:
    return [(x.action.numero, x.verdict.value) for x in obtenu.lignes]


CONVENTION = "reconnu autorite_locale convention"


@pytest.mark.parametrize(
    ("type_", "oui", "non", "attendu"),
    [
        (T.COMMUNE, CONVENTION, "", [(3, "possible")]),
        (T.DEPARTEMENT, f"{CONVENTION} cooperation_economique", "", [(3, "possible"), (14, "possible")]),
        (T.DEPARTEMENT, "reconnu cooperation_economique", "convention", [(14, "a_verifier"), (4, "possible")]),
        (T.DEPARTEMENT, "reconnu cooperation_economique", "", [(14, "sous_conditions"), (4, "possible")]),
        (T.DEPARTEMENT, "reconnu aide_entreprise", "", [(12, "impossible")]),
        (T.EPCI, "reconnu aide_entreprise", "", [(12, "impossible")]),
        (T.EPCI, "reconnu aide_entreprise delegation_region", "", [(12, "a_verifier")]),
        (T.REGION, "reconnu aide_entreprise", "", [(12, "possible")]),
        (T.REGION, "reconnu aide_entreprise outre_mer", "", [(12, "possible"), (12, "possible")]),
        (T.DEPARTEMENT, "reconnu aide_entreprise outre_mer", "", [(12, "impossible"), (12, "impossible")]),
        (T.COMMUNE, "reconnu promotion", "", [(13, "a_verifier")]),
        (T.EPCI, "reconnu promotion", "", [(13, "possible")]),
        (T.DEPARTEMENT, "reconnu promotion", "", [(13, "a_verifier")]),
        (T.COMMUNE, "reconnu un_pour_cent_eau exerce_service", "", [(6, "sous_conditions")]),
        (T.COMMUNE, "reconnu un_pour_cent_eau", "exerce_service", [(6, "impossible")]),
        (T.COMMUNE, "reconnu un_pour_cent_dechets", "competence_dechets", [(7, "impossible")]),
        (T.DEPARTEMENT, "reconnu un_pour_cent_eau exerce_service", "", [(6, "impossible")]),
        (T.COMMUNE, "reconnu etat_etranger convention", "", [(8, "impossible")]),
        (T.COMMUNE, "reconnu etat_etranger", "convention", [(8, "a_verifier")]),
        (T.OUTRE_MER, "reconnu etat_etranger convention", "", [(8, "sous_conditions")]),
        (T.REGION, "reconnu etat_etranger convention outre_mer", "", [(8, "impossible"), (8, "sous_conditions")]),
        (T.COMMUNE, "reconnu district frontalier", "", [(10, "sous_conditions")]),
        (T.COMMUNE, "reconnu district", "frontalier", [(10, "impossible")]),
        (T.OUTRE_MER, "reconnu district", "", [(10, "a_verifier")]),
        (T.DEPARTEMENT, "reconnu programme_cadre", "outre_mer", [(16, "impossible")]),
        (T.DEPARTEMENT, "reconnu programme_cadre outre_mer", "", [(16, "sous_conditions"), (16, "possible")]),
        (T.REGION, "reconnu bureau", "", [(17, "a_verifier")]),
        (T.SYNDICAT_MIXTE, "reconnu charte", "objet_statutaire", [(2, "impossible")]),
        (T.COMMUNE, f"{CONVENTION} contraire_engagements", "", [(1, "impossible"), (3, "possible")]),
        (T.COMMUNE, "autorite_locale convention", "reconnu", [(1, "impossible"), (3, "possible")]),
        (T.COMMUNE, "autorite_locale convention", "", [(1, "a_verifier"), (3, "possible")]),
    ],
)  # fmt: skip
def test_toutes_les_lignes_la_plus_stricte_d_abord(
    type_: T, oui: str, non: str, attendu: list[tuple[int, str]]
) -> None:
    """DOMAINE 3.2 : chaque ligne qui s'applique est dite ; la déclaration et l'Atlas suivent."""
    obtenu = avis(type_, oui, f"{non} pays_apd")
    assert lus(obtenu)[: len(attendu)] == attendu
    assert {n for n, _ in lus(obtenu)[len(attendu) :]} == {19}
    assert obtenu.verdict.value == attendu[0][1]


def test_sans_action_dite_rien_n_est_permis() -> None:
    obtenu = avis(T.COMMUNE, "reconnu")
    assert obtenu.verdict is Verdict.A_VERIFIER and "mention.rien" in obtenu.mentions and not obtenu.actes


def test_le_renvoi_a_la_prefecture_accompagne_la_voie_du_departement() -> None:
    """La frontière avec l'aide directe est à vérifier : le « possible » n'est jamais nu."""
    obtenu = avis(T.DEPARTEMENT, f"{CONVENTION} cooperation_economique")
    assert obtenu.verdict is Verdict.POSSIBLE and obtenu.is_a_verifier
    assert dire(obtenu.phrase) == "Possible, avec un point à vérifier auprès de la préfecture"
    assert dire(avis(T.COMMUNE, CONVENTION).phrase) == "Possible"
    assert {v.code for x in obtenu.lignes for v in x.vigilances} >= {"frontiere_entreprise", "competences"}


def test_les_deux_colonnes_d_outre_mer_sont_dites() -> None:
    obtenu = avis(T.REGION, "reconnu etat_etranger convention outre_mer")
    assert "mention.colonnes" in obtenu.mentions and obtenu.is_a_verifier
    assert [x.regle.type for x in obtenu.lignes][:2] == [T.REGION, T.OUTRE_MER]


# --- les actes ---

ORDRE = ["deliberation", "transmission_deliberation", "signature", "transmission_convention", "mandatement", "apd",
         "atlas"]  # fmt: skip


def test_les_actes_se_prennent_dans_l_ordre() -> None:
    """Délibérer et transmettre avant de signer ; transmettre la convention avant de payer."""
    obtenu = avis(T.DEPARTEMENT, f"{CONVENTION} versement pays_apd")
    assert [a.code for a in obtenu.actes] == ORDRE
    assert all(not a.si and a.pourquoi and a.textes for a in obtenu.actes)
    assert "mention.ordre" in obtenu.mentions and "10 juin 1996" in dire("mention.ordre")


@pytest.mark.parametrize(
    ("oui", "non", "absents"),
    [
        ("reconnu cooperation versement pays_apd", "convention", {"signature", "transmission_convention"}),
        (f"{CONVENTION} pays_apd", "versement", {"mandatement"}),
        (f"{CONVENTION} versement", "pays_apd", {"apd"}),
        ("reconnu charte versement pays_apd", "convention", set()),
        ("reconnu etat_etranger convention", "", set(ORDRE)),
    ],
)
def test_seuls_les_actes_du_cas_sont_dits(oui: str, non: str, absents: set[str]) -> None:
    assert {a.code for a in avis(T.COMMUNE, oui, non).actes} == set(ORDRE) - absents


def test_un_acte_incertain_dit_de_quoi_il_depend() -> None:
    actes = {a.code: a.si for a in avis(T.COMMUNE, CONVENTION).actes}
    assert actes["mandatement"] == ("versement",) and actes["apd"] == ("pays_apd",)
    assert actes["signature"] == () and actes["deliberation"] == ()


# --- la date ---


@pytest.mark.parametrize("jour", [date(2010, 1, 1), date(2021, 8, 5)])
def test_une_regle_qui_n_est_pas_en_vigueur_ne_dit_jamais_oui(jour: date) -> None:
    obtenu = avis(T.COMMUNE, CONVENTION, jour=jour)
    assert obtenu.verdict is Verdict.A_VERIFIER and "mention.perimee" in obtenu.mentions


def test_une_regle_en_vigueur_dit_oui() -> None:
    obtenu = avis(T.COMMUNE, CONVENTION, jour=date(2021, 8, 6))
    assert obtenu.verdict is Verdict.POSSIBLE and "mention.perimee" not in obtenu.mentions


@pytest.mark.parametrize("jour", [JOUR, None])
def test_une_regle_qui_a_cesse_ne_dit_plus_oui(jour: date | None) -> None:
    tables = tables_du_droit()
    cessees = tuple(replace(r, au=DatePartielle(2025)) for r in tables.regles)
    c = Cas(T.COMMUNE, frozenset(CONVENTION.split()), frozenset(), jour)
    obtenu = examiner(c, replace(tables, regles=cessees))
    assert examiner(c).verdict is Verdict.POSSIBLE
    assert obtenu.verdict is Verdict.A_VERIFIER and "mention.perimee" in obtenu.mentions


# --- ce qui tient pour tout cas ---


@given(cas())
@settings(max_examples=300, deadline=None)
def test_aucun_oui_sur_une_regle_non_verifiee(c: Cas) -> None:
    obtenu = examiner(c)
    for ligne in obtenu.lignes:
        assert not (ligne.verdict.is_oui and not ligne.is_sure)
        assert ligne.regle.textes or ligne.is_a_verifier
        assert ligne.conditions or ligne.regle.marque.source
        assert ("à vérifier auprès de la préfecture" in dire(ligne.phrase).lower()) is ligne.is_a_verifier
    if any(x.is_a_verifier for x in obtenu.lignes) or obtenu.verdict is Verdict.A_VERIFIER:
        assert obtenu.is_a_verifier
    assert all(dire(m) for m in (obtenu.phrase, *obtenu.mentions))
    rangs = [x.verdict.rang for x in obtenu.lignes]
    assert rangs == sorted(rangs, reverse=True)
    assert [a.rang for a in obtenu.actes] == sorted(a.rang for a in obtenu.actes)
    assert obtenu == examiner(c)


@given(cas(type_=T.DEPARTEMENT), st.sampled_from(["aide_entreprise", "entreprise cooperation"]))
@settings(max_examples=200, deadline=None)
def test_le_departement_n_aide_jamais_directement_une_entreprise(c: Cas, ajout: str) -> None:
    """Hexagone et outre-mer, quoi que l'on dise d'autre."""
    plus = frozenset(ajout.split())
    obtenu = examiner(replace(c, oui=c.oui | plus, non=c.non - plus))
    assert all(x.verdict is Verdict.IMPOSSIBLE for x in obtenu.lignes if x.action.numero == 12)
    assert 12 in {x.action.numero for x in obtenu.lignes} and obtenu.verdict is Verdict.IMPOSSIBLE
    assert obtenu.actes == ()


@given(cas(), st.sampled_from(tables_du_droit().regles), st.sampled_from([v for v in Verdict if v.is_oui]))
@settings(max_examples=300, deadline=None)
def test_une_regle_non_verifiee_de_plus_ne_permet_jamais_davantage(c: Cas, modele: RegleDroit, dit: Verdict) -> None:
    tables, sans_source = tables_du_droit(), replace(modele.marque, etat=Etat.A_VERIFIER)
    plus = replace(modele, type=c.type, verdict=dit, fait="", si_oui=dit, si_non=dit, marque=sans_source)
    avant, apres = examiner(c), examiner(c, replace(tables, regles=(*tables.regles, plus)))
    assert apres.verdict.rang >= avant.verdict.rang or not any(v.dit is not Verdict.OBLIGATOIRE for v in avant.lignes)
    assert apres.verdict is Verdict.A_VERIFIER or apres.verdict is avant.verdict


@given(cas(), st.integers(0, 19 * 6 - 1))
@settings(max_examples=300, deadline=None)
def test_douter_d_une_regle_ne_permet_jamais_davantage(c: Cas, rang: int) -> None:
    tables = tables_du_droit()
    regles = list(tables.regles)
    regles[rang] = replace(regles[rang], marque=replace(regles[rang].marque, etat=Etat.A_VERIFIER))
    assert examiner(c, replace(tables, regles=tuple(regles))).verdict.rang >= examiner(c).verdict.rang


def test_la_signature_d_un_juriste_verifie_une_regle() -> None:
    """La place du nom sert : signée et datée, la case de la commune (ligne 13) répond."""
    tables = tables_du_droit()
    signees = tuple(
        replace(r, marque=replace(r.marque, relu_par="Juriste d'essai (fabriquée)", relu_le=JOUR))
        for r in tables.regles
    )
    c = Cas(T.COMMUNE, frozenset({"reconnu", "promotion"}), frozenset({"pays_apd"}), JOUR)
    assert examiner(c).verdict is Verdict.A_VERIFIER
    obtenu = examiner(c, replace(tables, regles=signees))
    assert obtenu.verdict is Verdict.POSSIBLE and "mention.non_relu" not in obtenu.mentions


# --- ce qui est refusé ---


@pytest.mark.parametrize(
    ("type_", "oui", "non"),
    [
        (T.COMMUNE, "inconnu_au_bataillon", ""),
        (T.COMMUNE, "convention", "convention"),
        (T.OUTRE_MER, "", "outre_mer"),
        (T.REGION, "", "niveau_region"),
        (T.COMMUNE, "niveau_region", ""),
    ],
)
def test_un_cas_incoherent_est_refuse(type_: T, oui: str, non: str) -> None:
    with pytest.raises(CasIncoherent):
        avis(type_, oui, non)


def test_le_declencheur_dit_ce_qui_manque() -> None:
    quand = Declencheur.read("autorite_locale + convention ; urgence")
    assert quand.evaluer(Cas(T.COMMUNE, frozenset({"autorite_locale"}))) == (None, ("convention",))
    assert quand.evaluer(Cas(T.COMMUNE, frozenset({"urgence"}))) == (True, ())
    assert quand.evaluer(Cas(T.COMMUNE)) == (False, ())
    assert Declencheur.read("*").evaluer(Cas(T.COMMUNE)) == (True, ())
