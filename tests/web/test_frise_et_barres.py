"""La frise ne dessine que ce qui est daté ; les barres disent tout en toutes lettres."""

from datetime import date
from typing import Any

import pytest

from jumelles.cooperations.fiches import RelationBreve
from jumelles.strategies.frise import draw_frise
from jumelles.web.figures.barres import BLANC, ENCRE, _luminance, draw_barres, ink_on

JOUR = date(2026, 11, 21)


def _relation(identifiant: int, **champs: Any) -> RelationBreve:
    valeurs: dict[str, Any] = {
        "id": identifiant, "slug": f"lien-{identifiant}", "titre": f"Lien {identifiant}", "parties": (),
        "nature": "jumelage", "nature_libelle": "jumelage", "debut": "", "premiere_convention": "", "fin": "",
        "etat": "actif", "etat_libelle": "actif", "etat_depuis": "", "confirmee": False, "confirmee_le": None,
        "derniere_information": "2017-07", "divergente": False, "interieure": False, "sensible": False,
        "demonstration": False,
    }  # fmt: skip
    return RelationBreve(**{**valeurs, **champs})


def _nom(r: RelationBreve) -> str:
    return r.titre


def test_un_lien_sans_date_est_nomme_jamais_dessine() -> None:
    frise = draw_frise([_relation(1, debut="1947"), _relation(2, premiere_convention="2010")], _nom, JOUR)
    assert [ligne.relation.id for ligne in frise.lignes] == [1]
    assert [nom for nom, _r in frise.sans_date] == ["Lien 2"]


def test_sans_aucune_date_il_n_y_a_pas_de_frise() -> None:
    frise = draw_frise([_relation(1)], _nom, JOUR)
    assert frise.lignes == ()
    assert frise.reperes == ()
    assert len(frise.sans_date) == 1


def test_les_positions_suivent_les_annees() -> None:
    """De 1926 (9 %) à 2026 (98,5 %) : 1976 tombe au milieu, 53,75 %."""
    liens = [_relation(1, debut="1926"), _relation(2, debut="1976-05-12")]
    frise = draw_frise(liens, _nom, JOUR)
    assert [ligne.debut_x for ligne in frise.lignes] == ["9.0", "53.8"]
    assert {ligne.fin_x for ligne in frise.lignes} == {"98.5"}
    assert [annee for _x, annee in frise.reperes] == [1940, 1960, 1980, 2000, 2020]


@pytest.mark.parametrize(
    ("champs", "trace", "fin"),
    [
        ({"etat": "actif"}, "plein", None),
        ({"etat": "suspendu", "etat_depuis": "2022"}, "suspendu", None),
        ({"etat": "non_renseigne"}, "estompe", None),
        ({"etat": "en_sommeil"}, "estompe", None),
        ({"etat": "clos", "etat_depuis": "2012-03"}, "plein", 2012),
        ({"etat": "actif", "fin": "2028"}, "plein", 2028),
    ],
)
def test_le_trace_dit_l_etat(champs: dict[str, str], trace: str, fin: int | None) -> None:
    ligne = draw_frise([_relation(1, debut="1990", **champs)], _nom, JOUR).lignes[0]
    assert (ligne.trace, ligne.fin_annee) == (trace, fin)


@pytest.mark.parametrize(
    ("nature", "famille"),
    [("jumelage", "jumelage"), ("cooperation_decentralisee", "partenariat"), ("non_renseignee", "autre")],
)
def test_la_famille_dit_la_nature(nature: str, famille: str) -> None:
    ligne = draw_frise([_relation(1, debut="1990", nature=nature)], _nom, JOUR).lignes[0]
    assert ligne.famille == famille


def test_les_barres_rangent_du_plus_grand_au_plus_petit_et_taisent_le_zero() -> None:
    barres = draw_barres([("Eau", 3, "/e/", "", 0), ("Santé", 12, "/s/", "", 0), ("Sport", 0, "/p/", "", 0)])
    assert [(b.libelle, b.nombre, b.part) for b in barres] == [("Santé", 12, "100.0"), ("Eau", 3, "25.0")]


@pytest.mark.parametrize(("couleur", "encre"), [("#FCC30B", ENCRE), ("#19486A", BLANC), ("#E5243B", BLANC)])
def test_le_numero_d_un_objectif_se_lit_sur_sa_couleur(couleur: str, encre: str) -> None:
    """Texte large et gras : le contraste demandé est de 3 pour 1."""
    assert ink_on(couleur) == encre
    clair, sombre = sorted((_luminance(couleur), _luminance(encre)), reverse=True)
    assert (clair + 0.05) / (sombre + 0.05) >= 3
