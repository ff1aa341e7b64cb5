"""Les notes juridiques : par type de collectivité, par date, avec leur bandeau (C1.6, C3.11)."""

from dataclasses import replace
from datetime import date

import pytest

from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.etats import Etat
from jumelles.droit.phrases import dire
from jumelles.droit.textes import StatutTexte, note, notes, toutes_les_notes
from tests.droit.situations import JOUR

T = TypeCollectivite


@pytest.mark.parametrize("type_", T)
def test_le_filtre_ne_rend_que_ce_type_ou_toutes(type_: T) -> None:
    """C1.6."""
    rendues = notes(JOUR, type_, hors_vigueur=True)
    assert all(type_ in n.types or not n.types for n in rendues)
    assert {n.code for n in toutes_les_notes() if not n.types} <= {n.code for n in rendues}


def test_le_departement_a_sa_note_et_pas_le_un_pour_cent() -> None:
    """C1.6."""
    codes = {n.code for n in notes(JOUR, T.DEPARTEMENT)}
    assert {"departement-notre", "L1115-1", "notre"} <= codes
    assert not codes & {"L1115-1-1", "L1115-1-2"}
    assert "departement-notre" not in {n.code for n in notes(JOUR, T.COMMUNE)}


def test_un_texte_depasse_a_un_bandeau_et_sort_des_resultats() -> None:
    """C1.6."""
    abroge = replace(note("circ-2018"), statut=StatutTexte.ABROGE)
    assert abroge.bandeau(JOUR) == "bandeau.abroge" and dire("bandeau.abroge")
    assert notes(JOUR, parmi=[abroge]) == ()
    assert notes(JOUR, parmi=[abroge], hors_vigueur=True) == (abroge,)


def test_un_texte_dont_toutes_les_versions_ont_cesse_sort_aussi() -> None:
    """C1.6 : la date de validité compte autant que le statut."""
    ancien = replace(note("L1115-1"), versions=note("L1115-1").versions[:-1])
    assert ancien.is_en_vigueur(JOUR) is False and ancien.bandeau(JOUR) == "bandeau.abroge"
    assert notes(date(2015, 1, 1), parmi=[ancien]) == (ancien,)


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (date(2003, 1, 1), False),
        (date(2004, 6, 1), None),  # « 2004 » : le jour n'est pas dit
        (date(2010, 1, 1), True),
        (date(2021, 8, 5), True),
        (date(2021, 8, 6), True),
        (JOUR, True),
    ],
)
def test_la_validite_se_lit_aux_versions(jour: date, attendu: bool | None) -> None:
    assert note("L1115-1").is_en_vigueur(jour) is attendu


def test_un_texte_a_venir_le_dit() -> None:
    assert note("loi-2014-773").bandeau(date(2010, 1, 1)) == "bandeau.pas_encore"
    assert note("loi-2014-773") not in notes(date(2010, 1, 1))


@pytest.mark.parametrize(
    ("code", "bandeau"),
    [
        ("L1115-1", None),
        ("L1115-7", "bandeau.a_verifier"),
        ("departement-notre", "bandeau.a_verifier"),
        ("L1115-4-1", "bandeau.a_verifier"),
        ("L213-6-env", "bandeau.a_verifier"),
    ],
)
def test_ce_qui_est_a_verifier_le_dit(code: str, bandeau: str | None) -> None:
    assert note(code).bandeau(JOUR) == bandeau


def test_un_texte_introuvable_le_dirait() -> None:
    """Aucun aujourd'hui : une note de travail ne se montre pas."""
    douteux = note("L1115-7")
    perdu = replace(douteux, marque=replace(douteux.marque, etat=Etat.INTROUVABLE))
    assert perdu.bandeau(JOUR) == "bandeau.introuvable"
    assert all(n.marque.etat is not Etat.INTROUVABLE for n in toutes_les_notes())


def test_les_quatre_versions_de_l_article_premier() -> None:
    assert [str(v.du) for v in note("L1115-1").versions] == ["2004", "2007-02-06", "2014-07-09", "2021-08-06"]


def test_la_base_legale_se_cite() -> None:
    """C3.11 : loi Thiollière et L. 1115-1, avec leur source."""
    assert note("L1115-1").citation.startswith("Dans le respect des engagements internationaux de la France")
    assert "intérêt local" in note("loi-2007").contenu
    for citee in (note("L1115-1"), note("loi-2007")):
        assert citee.marque.etat is Etat.TROUVE and citee.marque.source


def test_chaque_note_a_source_et_etat() -> None:
    for n in toutes_les_notes():
        assert n.reference and n.titre and n.contenu and n.versions and n.marque.source
        assert n.statut is not StatutTexte.A_JOUR or n.marque.etat is Etat.TROUVE
