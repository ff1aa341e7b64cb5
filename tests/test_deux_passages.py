"""L'intégration continue fait une seule fois certains essais : rien ne tombe entre ses deux passages."""

import itertools
import re
from pathlib import Path

import pytest

from tests.atelier import machine

CI = Path(__file__).parents[1] / ".ci" / "run"
SORTES = tuple(itertools.product((True, False), repeat=2))  # (à l'écran, lit une base)


def passages() -> list[dict[str, str]]:
    lignes = re.findall(r"^eprouver (?:SQLite|PostgreSQL) (.*)$", CI.read_text(), re.M)
    return [dict(re.findall(r"(JUMELLES_ESSAIS_\w+)=(\w+)", ligne)) for ligne in lignes]


def ecartes(monkeypatch: pytest.MonkeyPatch, passage: dict[str, str], *, a_l_ecran: bool, lit_une_base: bool) -> bool:
    for nom in ("JUMELLES_ESSAIS_ECRAN", "JUMELLES_ESSAIS_PURS"):
        monkeypatch.delenv(nom, raising=False)
    for nom, valeur in passage.items():
        monkeypatch.setenv(nom, valeur)
    return machine.is_fait_ailleurs(a_l_ecran=a_l_ecran, lit_une_base=lit_une_base)


@pytest.mark.parametrize(("a_l_ecran", "lit_une_base"), SORTES)
def test_chaque_essai_se_fait_au_moins_une_fois(
    monkeypatch: pytest.MonkeyPatch, a_l_ecran: bool, lit_une_base: bool
) -> None:
    ailleurs = [ecartes(monkeypatch, p, a_l_ecran=a_l_ecran, lit_une_base=lit_une_base) for p in passages()]
    assert len(ailleurs) == 2
    assert not all(ailleurs)
    if lit_une_base and not a_l_ecran:
        assert ailleurs == [False, False], "ce qui lit une base se fait sur les deux"


def test_make_test_fait_tout(monkeypatch: pytest.MonkeyPatch) -> None:
    for a_l_ecran, lit_une_base in SORTES:
        assert not ecartes(monkeypatch, {}, a_l_ecran=a_l_ecran, lit_une_base=lit_une_base)
