"""Les appels : chaque critère est dit, rempli ou non ou inconnu, avec son année et sa source."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelles.droit.appels import CritereAppel, Resultat, appels, appels_ouverts
from jumelles.droit.demande import FAITS, DemandeAppel, DemandeIncoherente, part
from jumelles.droit.etats import Etat
from jumelles.droit.lecture import TableInvalide
from jumelles.droit.montants import MontantImpossible
from jumelles.droit.phrases import dire

D = Decimal
FORIM = DemandeAppel(
    demandeur="osim", montant=D(15_000), cout_total=D(30_000), pays="MG", jour=date(2024, 4, 1),
    oui=frozenset({"opap", "pays_apd"}),
)  # fmt: skip


def resultats(appel: str, demande: DemandeAppel) -> dict[str, str]:
    return {c.critere.code: c.resultat.value for c in appels()[appel].examiner(demande).criteres}


@pytest.mark.parametrize(
    ("change", "eligible", "manque"),
    [
        ({}, True, None),
        ({"montant": D("15000.01")}, False, "plafond"),
        ({"cout_total": D(120_000)}, True, None),
        ({"cout_total": D("120000.01")}, False, "cout"),
        ({"montant": D(7_000), "cout_total": D(10_000)}, True, None),
        ({"montant": D("7000.01"), "cout_total": D(10_000)}, False, "taux"),
        ({"pays": "ML"}, False, "hors_mali"),
        ({"demandeur": "collectivite"}, False, "demandeur"),
        ({"oui": frozenset({"pays_apd"}), "non": frozenset({"opap"})}, False, "opap"),
        ({"oui": frozenset({"pays_apd"})}, None, None),
        ({"montant": None}, None, None),
        ({"jour": None}, None, None),
        ({"jour": date(2024, 5, 15)}, True, None),
        ({"jour": date(2024, 5, 16)}, False, None),
        ({"jour": date(2024, 2, 29)}, False, None),
    ],
)
def test_le_forim_2024(change: dict[str, object], eligible: bool | None, manque: str | None) -> None:
    """DOMAINE 6, n° 13 : 15 000 € au plus, 70 % au plus, projet de 120 000 € au plus, hors Mali."""
    obtenu = appels()["forim-pra-osim-2024"].examiner(replace(FORIM, **change))  # type: ignore[arg-type]
    assert obtenu.is_eligible is eligible and dire(obtenu.phrase)
    manques = [c.critere.code for c in obtenu.criteres if c.resultat is Resultat.NON_REMPLI]
    assert manques == ([] if manque is None else [manque])


def test_tous_les_criteres_manquants_sont_dits() -> None:
    demande = replace(FORIM, demandeur="commune", montant=D(90_000), cout_total=D(121_000), pays="ML")
    manques = {c for c, r in resultats("forim-pra-osim-2024", demande).items() if r == "non_rempli"}
    assert manques == {"demandeur", "plafond", "taux", "cout", "hors_mali"}


@pytest.mark.parametrize(
    ("montant", "francais", "partenaire", "attendus"),
    [
        (632_000, 272_000, 0, {"plancher": "rempli", "plafond": "rempli", "part_locale": "rempli"}),  # SMERGC
        (200_000, 85_714, 0, {"plancher": "rempli", "part_locale": "non_rempli"}),
        (199_999, 100_000, 0, {"plancher": "non_rempli", "part_locale": "rempli"}),
        (1_500_000, 642_858, 0, {"plafond": "rempli", "part_locale": "rempli"}),
        (1_500_001, 700_000, 300_000, {"plafond": "non_rempli", "part_locale": "rempli"}),
    ],
)
def test_la_ficol(montant: int, francais: int, partenaire: int, attendus: dict[str, str]) -> None:
    """DOMAINE 6, n° 11 : de 200 000 à 1 500 000 €, au moins 30 % apportés localement."""
    demande = DemandeAppel(
        demandeur="groupement", montant=D(montant), cout_total=D(montant + francais + partenaire),
        apport_collectivites=D(francais), apport_partenaires=D(partenaire),
    )  # fmt: skip
    obtenus = resultats("ficol-2020", demande)
    assert {c: obtenus[c] for c in attendus} == attendus


def test_la_part_de_l_afd_au_smergc() -> None:
    calculee = part(D(632_000), D(904_000))
    assert calculee is not None and round(calculee, 1) == D("69.9")


def test_une_regle_d_une_autre_annee_ne_conclut_pas() -> None:
    """Les montants connus sont ceux de 2020 : pour 2024, on dit ce qu'ils donnent, sans conclure."""
    demande = DemandeAppel(
        demandeur="collectivite", montant=D(300_000), cout_total=D(600_000), apport_collectivites=D(300_000),
        apport_partenaires=D(0), jour=date(2024, 6, 1), oui=frozenset({"maitrise_projet"}),
    )  # fmt: skip
    obtenu = appels()["ficol-2024"].examiner(demande)
    assert {c.resultat for c in obtenu.criteres} == {Resultat.REMPLI} and obtenu.is_eligible is None
    appel = appels()["ficol-2024"]
    trouves = replace(appel, criteres=tuple(replace(c, etat=Etat.TROUVE) for c in appel.criteres))
    for dit in (appel, trouves):
        assert dit.examiner(demande).is_eligible is None
        assert dit.examiner(replace(demande, montant=D(100))).is_eligible is None
    de_l_annee = replace(trouves, criteres=tuple(replace(c, annee="2024") for c in trouves.criteres))
    assert de_l_annee.examiner(demande).is_eligible is True
    assert appels()["ficol-2024"].examiner(replace(demande, jour=date(2024, 9, 14))).is_eligible is False


@pytest.mark.parametrize(
    ("pma", "taux", "attendus"),
    [
        (True, 90, ("rempli", "sans_objet")),
        (True, 91, ("non_rempli", "sans_objet")),
        (False, 70, ("sans_objet", "rempli")),
        (False, 71, ("sans_objet", "non_rempli")),
        (None, 70, ("rempli", "rempli")),
        (None, 80, ("rempli", "inconnu")),
        (None, 95, ("inconnu", "inconnu")),
    ],
)
def test_le_taux_du_ministere_depend_du_pays(pma: bool | None, taux: int, attendus: tuple[str, str]) -> None:
    """DOMAINE 1.3 (2024) : 90 % avec un pays parmi les moins avancés, 70 % ailleurs."""
    dit = {True: {"oui": frozenset({"pma"})}, False: {"non": frozenset({"pma"})}, None: {}}[pma]
    obtenus = resultats("meae-2024", DemandeAppel(montant=D(taux), cout_total=D(100), **dit))
    assert (obtenus["taux_pma"], obtenus["taux"]) == attendus


def test_la_part_des_collectivites_et_la_valorisation() -> None:
    """DOMAINE 1.3 (2025) : au moins 10 % du total, valorisés pour moitié au plus."""
    juste = DemandeAppel(cout_total=D(100_000), apport_collectivites=D(10_000), apport_valorise=D(5_000))
    assert resultats("meae-2025", juste)["part_collectivites"] == resultats("meae-2025", juste)["valorisation"]
    assert resultats("meae-2025", replace(juste, apport_valorise=D(5_001)))["valorisation"] == "non_rempli"
    assert resultats("meae-2025", replace(juste, cout_total=D(100_001)))["part_collectivites"] == "non_rempli"


@pytest.mark.parametrize(("autres", "attendu"), [(0, "rempli"), (1, "non_rempli"), (None, "inconnu")])
def test_les_parts_du_budget_font_le_total(autres: int | None, attendu: str) -> None:
    """DOMAINE 1.3 : 190 000 = 104 000 + 41 000 + 45 000 + 0."""
    demande = DemandeAppel(
        cout_total=D(190_000), apport_collectivites=D(104_000), apport_partenaires=D(41_000), montant=D(45_000),
        apport_autres=None if autres is None else D(autres),
    )  # fmt: skip
    assert resultats("franco-tunisien-2016", demande)["budget"] == attendu
    parts = [part(demande.montant, demande.cout_total), part(demande.apport_collectivites, demande.cout_total)]
    assert [round(p, 1) for p in parts if p is not None] == [D("23.7"), D("54.7")]


@pytest.mark.parametrize(
    ("demandeur", "taux", "attendus"),
    [
        ("collectivite", 70, {"taux": "rempli", "taux_ong": "sans_objet", "part_bassin": "sans_objet"}),
        ("ong", 51, {"taux": "sans_objet", "taux_ong": "non_rempli", "part_bassin": "rempli"}),
    ],
)
def test_l_agence_de_l_eau(demandeur: str, taux: int, attendus: dict[str, str]) -> None:
    """DOMAINE 6, n° 17."""
    demande = DemandeAppel(
        demandeur=demandeur, montant=D(taux) * 100, cout_total=D(10_000), apport_collectivites=D(500)
    )
    obtenus = resultats("agence-eau-rmc", demande)
    assert {c: obtenus[c] for c in attendus} == attendus


def test_rien_de_dit_rien_de_conclu() -> None:
    for appel in appels().values():
        obtenu = appel.examiner(DemandeAppel())
        assert obtenu.is_eligible is None and {c.resultat for c in obtenu.criteres} == {Resultat.INCONNU}


def test_les_appels_ouverts_un_jour() -> None:
    assert {a.code for a in appels_ouverts(date(2024, 4, 1))} == {"ficol-2024", "forim-pra-osim-2024"}
    assert appels_ouverts(date(2026, 11, 22)) == ()


def test_chaque_critere_a_sa_source_et_son_annee_ou_le_dit() -> None:
    for appel in appels().values():
        assert appel.criteres and appel.nom and appel.financeur
        for critere in appel.criteres:
            assert critere.source and (critere.annee == "" or critere.annee.isdigit())
            assert critere.libelle


_MONTANTS = st.none() | st.decimals(0, 10**7, places=2)


@given(
    st.sampled_from(sorted(appels())), _MONTANTS, _MONTANTS, st.none() | st.sampled_from(["osim", "collectivite"]),
    st.sets(st.sampled_from(sorted(FAITS))),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_en_dire_moins_ne_rend_jamais_eligible(
    appel: str, a: Decimal | None, b: Decimal | None, demandeur: str | None, oui: set[str]
) -> None:
    """Taire un montant ne fait jamais d'un refus un oui, ni d'un doute un oui."""
    montant, cout = (a, b) if a is None or b is None or a <= b else (b, a)
    demande = DemandeAppel(demandeur=demandeur, montant=montant, cout_total=cout, oui=frozenset(oui))
    moins = replace(demande, montant=None)
    regle = appels()[appel]
    if regle.examiner(moins).is_eligible:
        assert regle.examiner(demande).is_eligible is not None
    assert not (regle.examiner(demande).is_eligible is None and regle.examiner(moins).is_eligible)


@pytest.mark.parametrize(
    "faute",
    [{"participants": -1}, {"oui": frozenset({"lune"})}, {"oui": frozenset({"pma"}), "non": frozenset({"pma"})},
     {"montant": D(11), "cout_total": D(10)}, {"apport_valorise": D(2), "apport_collectivites": D(1)}],
)  # fmt: skip
def test_une_demande_incoherente_est_refusee(faute: dict[str, object]) -> None:
    with pytest.raises(DemandeIncoherente):
        DemandeAppel(**faute)  # type: ignore[arg-type]


def test_un_montant_impossible_est_refuse() -> None:
    with pytest.raises(MontantImpossible):
        DemandeAppel(montant=D(-1))


@pytest.mark.parametrize(
    ("champ", "comparaison", "valeurs", "si"),
    [("lune", "min", ("1",), ""), ("montant", "presque", ("1",), ""), ("montant", "min", (), ""),
     ("opap", "oui", ("1",), ""), ("montant", "oui", (), ""), ("montant", "max", ("1",), "lune")],
)  # fmt: skip
def test_un_critere_mal_forme_est_refuse(champ: str, comparaison: str, valeurs: tuple[str, ...], si: str) -> None:
    with pytest.raises(TableInvalide):
        CritereAppel("essai", "", champ, comparaison, valeurs, si, "", "ici", Etat.TROUVE)
