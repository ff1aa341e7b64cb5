"""La règle de comparaison : une table, ses strates, ses élargissements, et jamais moins de cinq."""

from dataclasses import replace
from pathlib import Path

import pytest

from jumelles.cooperations.requetes.engages import EngageLu, Perimetre
from jumelles.strategies.portrait import phrases_comparables, regle
from jumelles.strategies.portrait.comparaison import Comparaison, Groupe, comparer, resserrer
from jumelles.strategies.portrait.engagement import RIEN, Engagement, remonter
from jumelles.strategies.portrait.regle import PasDeComparaison, niveau_de, pas_de, strate

PAS = PasDeComparaison(1, Perimetre(("commune",)), "communes inventées")


@pytest.mark.parametrize(
    ("population", "bornes"),
    [
        (0, (None, 500)), (499, (None, 500)), (500, (500, 1_000)), (3_499, (2_000, 3_500)), (3_500, (3_500, 5_000)),
        (199_999, (100_000, 200_000)), (200_000, (200_000, None)), (None, (None, None)),
    ],
)  # fmt: skip
def test_la_strate_d_une_commune(population: int | None, bornes: tuple[int | None, int | None]) -> None:
    assert strate(population, niveau_de("commune")) == bornes


def test_les_pas_vont_du_plus_proche_au_plus_large() -> None:
    pas = list(pas_de("commune", 8_000, "84", "Région Auvergne-Rhône-Alpes"))
    assert [(p.perimetre.population, p.perimetre.region) for p in pas] == [
        ((7_500, 10_000), "84"), ((7_500, 10_000), ""), ((5_000, 15_000), ""), ((None, None), ""),
    ]  # fmt: skip
    assert pas[0].dit == "communes de 7\u00a0500 à 9\u00a0999 habitants, Région Auvergne-Rhône-Alpes"
    assert pas[-1].dit == "communes, France entière"


def test_une_region_se_compare_a_toutes_et_une_population_inconnue_ne_borne_pas() -> None:
    assert [p.perimetre.region for p in pas_de("region", 6_000_000, "84", "")] == [""]
    assert [p.perimetre.population for p in pas_de("commune", None, "06", "Mayotte")] == [(None, None), (None, None)]


@pytest.mark.parametrize("categorie", ["commune", "cc", "ca", "cu", "metropole", "ept", "departement", "region",
                                       "statut_particulier", "outre_mer", "syndicat"])  # fmt: skip
def test_chaque_categorie_a_son_niveau(categorie: str) -> None:
    assert categorie in niveau_de(categorie).categories
    assert list(pas_de(categorie, 10_000, "11", "Région Île-de-France"))


def test_la_decision_et_la_page_disent_les_nombres_de_la_regle() -> None:
    """La règle publiée est celle qui s'applique : minimum, maximum, strates."""
    decision = (Path(__file__).parents[2] / "docs/decisions/0014-a-qui-l-on-compare.md").read_text("utf-8")
    dits = " ".join(phrases_comparables.comment_on_compare())
    for nombre in (regle.MINIMUM, regle.MAXIMUM):
        assert str(nombre) in dits
        assert str(nombre) in decision
    for borne in regle.STRATES_COMMUNES[1:]:
        assert f"{borne:,}".replace(",", " ") in decision


def _groupe(n: int) -> tuple[Groupe, dict[int, Engagement]]:
    numeros = range(1, n + 1)
    membres = tuple(EngageLu(pk, f"Z{pk}", "commune", f"Inventée {pk}", "", 100, "99", None, None) for pk in numeros)
    faits = {
        m.acteur_id: Engagement(
            {"jumelage": m.acteur_id}, 0, (("DE", "Allemagne"),), ("eau",) if m.acteur_id < 6 else (), ("6",)
        )
        for m in membres
    }  # fmt: skip
    return Groupe(
        PAS if n >= regle.MINIMUM else None, (("communes inventées", n),), membres if n >= 5 else (), False, 50, n
    ), faits


def _comparer(n: int, soi: Engagement = RIEN) -> Comparaison:
    groupe, faits = _groupe(n)
    themes = {pk: e.themes for pk, e in faits.items()}
    return comparer(resserrer(groupe, themes, soi.themes), faits, soi)


def test_moins_de_cinq_aucune_mediane_aucun_nom_et_on_le_dit() -> None:
    c = _comparer(4)
    assert (c.mesures, c.rapprochements, c.citees, c.n) == ((), (), (), 0)
    assert phrases_comparables.groupe(c) == "Moins de cinq comparables\u00a0: pas de comparaison."


def test_medianes_effectif_et_ecarts() -> None:
    soi = Engagement({"jumelage": 2, "pacte": 1}, 0, (("MG", "Madagascar"),), (), ())
    c = _comparer(8, soi)
    liens = c.mesures[0]
    assert (liens.soi, float(liens.groupe.valeur), liens.groupe.n) == (3, 4.5, 8)
    par_facette = {r.facette: r for r in c.rapprochements}
    assert [e.nom for e in par_facette["pays"].seuls] == ["Madagascar"]
    assert [(e.nom, e.combien, e.sur) for e in par_facette["pays"].ailleurs] == [("Allemagne", 8, 8)]
    assert [e.code for e in par_facette["natures"].seuls] == ["pacte"]
    assert not par_facette["themes"].connu
    assert [m.nom for m in c.mesures] == [
        "liens internationaux",
        "pays des liens et des projets",
    ]
    assert c.sans_mediane == ("projets",)  # aucun projet connu : rien à dire, et on le dit
    assert phrases_comparables.sans_mediane(c).endswith("\u00a0: projets.")


def test_qui_n_a_rien_de_connu_n_entre_pas_dans_la_mediane() -> None:
    """Inconnu n'est jamais zéro : six disent leurs projets sur huit, la médiane est celle des six."""
    groupe, faits = _groupe(8)
    dits = {pk: replace(e, projets=0 if pk < 3 else 4) for pk, e in faits.items()}
    projets = next(m for m in comparer(groupe, dits, RIEN).mesures if m.code == "projets")
    assert (float(projets.groupe.valeur), float(projets.groupe.quart_bas), projets.groupe.n) == (4, 4, 6)
    quatre = {pk: replace(e, projets=0 if pk < 5 else 4) for pk, e in faits.items()}
    assert comparer(groupe, quatre, RIEN).sans_mediane == ("projets",)


def test_la_phrase_du_groupe_compte_les_engagees_du_perimetre_puis_les_gardees() -> None:
    dit = phrases_comparables.groupe(_comparer(8, Engagement({}, 1, (), ("eau",), ())))
    assert "sans elle\u00a0: 8, sur 50 collectivités" in dit
    assert "On la compare à 5 d’entre elles\u00a0: celles qui partagent au moins un thème avec elle." in dit
    groupe, faits = _groupe(100)
    borne = phrases_comparables.groupe(comparer(replace(groupe, bornee=True), faits, RIEN))
    assert "sans elle\u00a0: au moins 100, sur 50" in borne
    assert "On la compare à 100 d’entre elles\u00a0: parmi les 100 dont la population" in borne
    assert "On la compare" not in phrases_comparables.groupe(_comparer(8))


def test_un_theme_partage_par_cinq_resserre_le_groupe() -> None:
    c = _comparer(8, Engagement({}, 1, (), ("eau",), ()))
    assert c.par_theme
    assert c.n == 5


def test_un_theme_fin_compte_pour_celui_qui_le_contient() -> None:
    from jumelles.referentiel import thesaurus

    fin = next(t for t in thesaurus.themes() if t.niveau == 3)
    assert remonter((fin.code, "inconnu")) == (fin.parent,)
