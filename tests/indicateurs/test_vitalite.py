"""La vitalité d'un lien : cinq signes, et l'inconnu qui ne compte jamais pour un non (DOMAINE §5)."""

from datetime import date

import pytest

from jumelles.indicateurs.vitalite import EtatDeVie, Signes, vitalite

JOUR = date(2026, 11, 22)


def test_ce_qu_on_ignore_n_est_ni_oui_ni_non() -> None:
    rien = vitalite(Signes(), JOUR)
    assert (rien.connus, rien.positifs) == (0, 0)
    assert {dit for _code, dit in rien.signes} == {None} and len(rien.signes) == 5
    assert rien.jugement is EtatDeVie.SANS_NOUVELLE


@pytest.mark.parametrize(
    ("signes", "attendu"),
    [
        (Signes(information="2017"), EtatDeVie.EN_SOMMEIL),
        (Signes(information="2024-11-23"), EtatDeVie.A_REGARDER),
        (Signes(information="2024-11-22"), EtatDeVie.EN_SOMMEIL),
        (Signes(information="2017", acte=True), EtatDeVie.VIVANT),
        (Signes(information="2017", projet=True), EtatDeVie.VIVANT),
        (Signes(information="2017", budget=True), EtatDeVie.VIVANT),
        (Signes(information="2017", acteurs=12), EtatDeVie.EN_SOMMEIL),
        (Signes(information="2017", rencontre="2026-01"), EtatDeVie.VIVANT),
        (Signes(rencontre="2025-11-22"), EtatDeVie.A_REGARDER),
        (Signes(acte=False, projet=False), EtatDeVie.SANS_NOUVELLE),
    ],
)
def test_le_jugement_suit_la_formule(signes: Signes, attendu: EtatDeVie) -> None:
    assert vitalite(signes, JOUR).jugement is attendu


def test_trois_acteurs_font_la_diversite() -> None:
    dits = [dict(vitalite(Signes(acteurs=n), JOUR).signes)["acteurs"] for n in (2, 3)]
    assert dits == [False, True]
