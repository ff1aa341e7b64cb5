"""Ce dont un nom commence ainsi : le nom officiel d'abord, puis les plus peuplées, chacune une fois."""

import shutil
from pathlib import Path

import pytest

from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.repertoire import Repertoire
from jumelles.rapprochement.repertoire.debuts import commencent
from tests.rapprochement.petit_monde import LIEUX, batir


@pytest.fixture
def monde(tmp_path: Path) -> Repertoire:
    return batir(tmp_path).monde


def codes(monde: Repertoire, debut: str, combien: int = 10) -> list[tuple[str, str]]:
    return [(entite.code, nom) for entite, nom in commencent(monde, debut, combien)]


@pytest.mark.parametrize("debut", ["", "a", "fran", "Frankf", "LEON", "k", "Köl", "zz", "nieder-e", "é", "日"])
def test_on_trouve_ce_qu_une_lecture_entiere_trouverait(monde: Repertoire, debut: str) -> None:
    voulu = cle(debut)
    noms = {str(numero): (nom, *autres) for numero, nom, *_reste, autres in LIEUX}
    attendus = [code for code, siens in noms.items() if voulu and any(cle(n).startswith(voulu) for n in siens)]
    trouves = [code for code, _nom in codes(monde, debut)]
    assert sorted(trouves) == sorted(attendus)


def test_les_plus_peuplees_passent_devant_et_chacune_une_fois(monde: Repertoire) -> None:
    assert codes(monde, "leonberg") == [("2878695", "Leonberg"), ("2878694", "Leonberg")]
    assert codes(monde, "frank") == [("2925533", "Frankfurt am Main")]


def test_le_nom_officiel_passe_devant_un_autre_nom(monde: Repertoire) -> None:
    """« Köln » avant « Cologne » ne dit rien ; « Marrakesh » avant « Marrakech » si les deux commencent ainsi."""
    assert codes(monde, "marrak") == [("2542997", "Marrakesh")]
    assert codes(monde, "marrakec") == [("2542997", "Marrakech")]


def test_on_n_en_rend_pas_plus_que_demande(monde: Repertoire) -> None:
    assert len(codes(monde, "leonberg", 1)) == 1


def test_un_repertoire_ote_pendant_qu_on_le_lit_repond_encore(tmp_path: Path) -> None:
    monde = batir(tmp_path).monde
    shutil.rmtree(tmp_path / "monde")
    assert codes(monde, "leonberg", 1) == [("2878695", "Leonberg")]
