"""Le bilan d'une année : rien ne s'ajoute d'une force de preuve à l'autre, et rien de non mesuré ne vaut zéro."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from jumelles.indicateurs.quotient import Empechement, Grandeur
from jumelles.retombees.bilan import Bilan, BilanNiveau, dresser
from jumelles.retombees.enums import Apport, Poste, Preuve, Unite
from jumelles.retombees.ligne_dite import LigneDite, LigneLue

QUAND = datetime(2026, 11, 22, tzinfo=UTC)
HABITANTS = Grandeur(Decimal(8000), 2026)


def ligne(poste: str, valeur: float, **champs: object) -> LigneLue:
    """Une ligne de 2025, fabriquée."""
    dite = LigneDite(poste=poste, valeur=Decimal(str(valeur)), **champs)  # type: ignore[arg-type]
    return LigneLue(1, uuid4(), 1, 2025, dite, False, True, "essai", QUAND)


def bilan(*lignes: LigneLue) -> Bilan:
    """Le bilan de ces lignes, pour 8 000 habitants en 2026."""
    return dresser(lignes, annee=2025, population=HABITANTS)


def seul(*lignes: LigneLue) -> BilanNiveau:
    """Le seul niveau de preuve de ces lignes."""
    (niveau,) = bilan(*lignes).niveaux
    return niveau


def test_le_formulaire_franco_tunisien() -> None:
    """DOMAINE 5.2 : 190 000 = 104 000 + 41 000 + 45 000 ; demandé 23,7 %, part française 54,7 %."""
    n = seul(
        ligne(Poste.PROPRES, 104_000),
        ligne(Poste.COFINANCEMENT, 41_000, payeur="Partenaire tunisien"),
        ligne(Poste.COFINANCEMENT, 45_000, payeur="Appel franco-tunisien"),
    )
    assert n.total.valeur == 190_000
    assert n.propres.valeur is not None
    assert round(n.propres.valeur * 100 / n.total.valeur, 1) == Decimal("54.7")
    assert [(p.nom, round(p.montant * 100 / n.total.valeur, 1)) for p in n.payeurs] == [
        ("Appel franco-tunisien", Decimal("23.7")),
        ("Partenaire tunisien", Decimal("21.6")),
    ]
    assert n.levier.valeur == Decimal(86) / 104
    assert n.par_habitant.valeur == 13


def test_declare_et_mesure_ne_s_ajoutent_jamais() -> None:
    """C3.9 : chaque force de preuve a ses sommes ; le levier ne prend pas un terme de l'une, un terme de l'autre."""
    b = bilan(
        ligne(Poste.PROPRES, 100), ligne(Poste.PROPRES, 30, preuve=Preuve.MESURE, source="pesée"),
        ligne(Poste.COFINANCEMENT, 50, preuve=Preuve.MESURE, source="pesée"),
    )  # fmt: skip
    declare, mesure = b.niveaux
    assert (declare.propres.valeur, mesure.propres.valeur) == (100, 30)
    assert declare.levier.empechement == Empechement.NON_MESURE
    assert mesure.total.valeur == 80


def test_ce_qui_n_est_que_declare_se_dit() -> None:
    """C3.9 : même à côté de nombres mesurés, ce qui se calcule du déclaré s'annonce."""
    mesuree = ligne(Poste.PROPRES, 30, preuve=Preuve.MESURE, source="pesée")
    assert bilan(ligne(Poste.PROPRES, 100)).declares
    assert bilan(ligne(Poste.PROPRES, 100), mesuree).declares
    assert not bilan(mesuree).declares
    assert not bilan().declares


def test_non_mesure_n_est_pas_zero() -> None:
    n = seul(ligne(Poste.PROPRES, 100))
    assert n.cofinancements.valeur is n.total.valeur is n.retours.valeur is n.complet.valeur is None
    assert n.levier.empechement == Empechement.NON_MESURE
    assert seul(ligne(Poste.PROPRES, 100), ligne(Poste.COFINANCEMENT, 0)).levier.valeur == 0


def test_le_temps_ne_recoit_jamais_un_cout_invente() -> None:
    jours = ligne(Poste.TEMPS, 10, unite=Unite.JOURS, cout_unitaire=Decimal(200))
    heures = ligne(Poste.TEMPS, 6, unite=Unite.HEURES)
    base = (ligne(Poste.PROPRES, 1000), ligne(Poste.RETOUR, 300), jours)
    assert seul(*base).complet.valeur == 1000 + 2000 - 300
    en_partie = seul(*base, heures)
    assert (en_partie.temps.jours, en_partie.temps.heures) == (10, 6)
    assert en_partie.temps.cout.valeur == 2000
    assert not en_partie.temps.chiffre
    assert en_partie.complet.valeur is None


def test_un_rapport_ne_se_fait_qu_a_perimetres_egaux() -> None:
    n = seul(ligne(Poste.PROPRES, 100), ligne(Poste.COFINANCEMENT, 50, perimetre="projet:5"))
    assert n.levier.empechement == Empechement.PERIMETRES
    assert n.par_habitant.valeur is not None
    memes = [ligne(poste, 50, perimetre="projet:5") for poste in (Poste.PROPRES, Poste.COFINANCEMENT)]
    assert seul(*memes).levier.valeur == 1


def test_la_part_du_budget_et_la_part_valorisee() -> None:
    lignes = (
        ligne(Poste.PROPRES, 60, apport=Apport.NUMERAIRE), ligne(Poste.COFINANCEMENT, 40, apport=Apport.VALORISE),
        ligne(Poste.BUDGET, 20_000, preuve=Preuve.VERIFIE, source="compte administratif"),
    )  # fmt: skip
    n = seul(*lignes)
    assert n.part_du_budget.valeur == Decimal("0.003")
    assert n.part_valorisee.valeur == Decimal("0.4")


def test_une_forme_que_personne_n_a_dite_n_est_pas_en_argent() -> None:
    """« Part valorisée 0,0 % » quand rien n'était dit : c'est inconnu ; zéro, c'est quand tout est dit en argent."""
    muettes = seul(ligne(Poste.PROPRES, 60), ligne(Poste.COFINANCEMENT, 40, apport=Apport.VALORISE))
    assert muettes.part_valorisee.empechement == Empechement.NON_MESURE
    dites = [ligne(p, 50, apport=Apport.NUMERAIRE) for p in (Poste.PROPRES, Poste.COFINANCEMENT)]
    assert seul(*dites).part_valorisee.valeur == 0


def test_un_total_annonce_se_compare_a_ses_parts_et_reste() -> None:
    """DOMAINE 2.5 : « 142 dont 9 + 11 + 124 » ; les parts font 144, et les deux nombres restent."""
    parts = (
        ligne(Poste.PROPRES, 9), ligne(Poste.COFINANCEMENT, 11, payeur="A"),
        ligne(Poste.COFINANCEMENT, 124, payeur="B"),
    )  # fmt: skip
    n = seul(ligne(Poste.ANNONCE, 142), *parts)
    assert (n.annonce.total.valeur, n.annonce.calcule, n.annonce.ecart) == (142, 144, 2)
    assert n.total.valeur == 144
    assert seul(ligne(Poste.ANNONCE, 142)).annonce.se_recoupe is None
    assert seul(ligne(Poste.ANNONCE, 144, perimetre="projet:5"), *parts).annonce.se_recoupe is None
    assert seul(*parts).annonce.total.valeur is None


def test_le_retour_local() -> None:
    assert seul(ligne(Poste.PROPRES, 100), ligne(Poste.SUR_PLACE, 37)).retour_local.valeur == Decimal("0.37")


MONTANTS = st.decimals(0, 10**9, places=2)
LIGNES = st.lists(
    st.builds(
        lambda poste, valeur, preuve: ligne(poste, valeur, preuve=preuve, source="fabriquée"),
        st.sampled_from([Poste.PROPRES, Poste.COFINANCEMENT, Poste.SUR_PLACE, Poste.RETOUR]), MONTANTS,
        st.sampled_from(Preuve.values),
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(LIGNES)
def test_chaque_niveau_est_la_somme_de_ses_seules_lignes(lignes: list[LigneLue]) -> None:
    for n in bilan(*lignes).niveaux:
        siennes = [x.dite for x in lignes if x.dite.preuve == n.preuve]
        for poste, grandeur in ((Poste.PROPRES, n.propres), (Poste.COFINANCEMENT, n.cofinancements)):
            valeurs = [d.valeur for d in siennes if d.poste == poste]
            assert grandeur.valeur == (sum(valeurs) if valeurs else None)
