"""Les nombres et les dates tels qu'on les lit en français."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template

from jumelles.web.dates import date_fr
from jumelles.web.nombres import entier, montant, pourcent
from jumelles.web.templatetags.jumelles import lie_tirets, ou_inconnu

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("nombre", "lu"),
    [(0, "0"), (999, "999"), (3795, f"3{NBSP}795"), (1234567, f"1{NBSP}234{NBSP}567"), (None, "non renseigné")],
)
def test_un_entier_a_ses_milliers_et_l_inconnu_n_est_pas_zero(nombre: int | None, lu: str) -> None:
    assert entier(nombre) == lu


@pytest.mark.parametrize(("valeur", "lu"), [(Decimal("11.0"), f"11,0{NBSP}%"), (None, "non renseigné")])
def test_un_taux_garde_sa_decimale(valeur: Decimal | None, lu: str) -> None:
    """C4.6 : 5 000 sur 45 387 s'écrit « 11,0 % »."""
    assert pourcent(valeur) == lu


@pytest.mark.parametrize(
    ("somme", "devise", "lu"),
    [
        (Decimal("30412500"), "EUR", f"30{NBSP}412{NBSP}500{NBSP}€"),
        (Decimal("1200.50"), "EUR", f"1{NBSP}200,50{NBSP}€"),
        (Decimal("40000.00"), "XOF", f"40{NBSP}000{NBSP}XOF"),
        (None, "EUR", "non renseigné"),
    ],
)
def test_un_montant_dit_sa_devise(somme: Decimal | None, devise: str, lu: str) -> None:
    assert montant(somme, devise) == lu


@pytest.mark.parametrize(
    ("brut", "lu"),
    [
        ("1998", "1998"),
        ("1998-05", f"mai{NBSP}1998"),
        ("1998-05-12", f"12{NBSP}mai{NBSP}1998"),
        (date(2026, 3, 1), f"1er{NBSP}mars{NBSP}2026"),
        ("", "date non renseignée"),
    ],
)
def test_une_date_se_lit_avec_sa_precision(brut: str | date, lu: str) -> None:
    assert date_fr(brut) == lu


@pytest.mark.parametrize("vide", [None, "", ()])
def test_le_vide_se_dit(vide: object) -> None:
    assert "non renseigné" in ou_inconnu(vide)


def test_zero_n_est_pas_vide() -> None:
    assert ou_inconnu(0) == 0


def test_le_tiret_ne_commence_pas_une_ligne() -> None:
    assert lie_tirets("Grenoble – Essen") == f"Grenoble{NBSP}– Essen"


@pytest.mark.parametrize(("n", "lu"), [(0, "0 lien"), (1, "1 lien"), (2, "2 liens")])
def test_zero_est_au_singulier_comme_en_francais(n: int, lu: str) -> None:
    gabarit = Template(
        "{% load i18n %}{% blocktranslate trimmed count n=n with m=n|entier %}"
        "{{ m }} lien{% plural %}{{ m }} liens{% endblocktranslate %}"
    )
    assert gabarit.render(Context({"n": n})) == lu
