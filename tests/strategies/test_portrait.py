"""Le portrait dit ce que la base sait, et rien d'autre."""

import json
from datetime import date

import pytest

from jumelles.strategies.portrait import TerritoireIntrouvable, portrait

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)


def test_le_portrait_de_strasbourg_montre_les_deux_dates_de_fes() -> None:
    p = portrait("67482", jour=JOUR)
    fes = next(r for r in p.internationales if "Fès" in r.titre)
    assert fes.divergente
    assert "des sources divergent" in p.en_texte()
    assert json.loads(p.en_json())["territoire"]["code"] == "67482"


def test_un_territoire_sans_lien_le_dit_sans_zero_trompeur() -> None:
    texte = portrait("38253", jour=JOUR).en_texte()
    assert "connus ici\u00a0: 0" in texte
    assert "Une absence ici n'est pas une absence sur le terrain." in texte


@pytest.mark.parametrize(
    ("designation", "extrait"),
    [("Zzz", "Aucun territoire"), ("Grenobe", "Aucun territoire"), ("Saint-Denis", "La Réunion")],
)
def test_un_nom_qui_ne_suffit_pas_dit_quoi_faire(designation: str, extrait: str) -> None:
    with pytest.raises(TerritoireIntrouvable, match=extrait):
        portrait(designation, jour=JOUR)


def test_les_pays_du_portrait_sont_ceux_de_ses_liens() -> None:
    p = portrait("67482", jour=JOUR)
    assert {iso for iso, _ in p.pays} == {x.pays_iso2 for r in p.internationales for x in r.parties if not x.francaise}


@pytest.mark.parametrize(
    ("designation", "code"),
    [("Grenoble", "38185"), ("grenoble", "38185"), ("Picardie", "R32"), ("Bellegarde-sur-Valserine", "01033")],
)
def test_un_nom_exact_meme_ancien_mene_au_territoire(designation: str, code: str) -> None:
    assert portrait(designation, jour=JOUR).territoire.code == code
