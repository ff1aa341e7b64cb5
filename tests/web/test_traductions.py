"""Le catalogue : chaque texte à pluriel y est, sans quoi zéro s'accorderait comme en anglais."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import ngettext, override
from django.utils.translation.template import templatize

RACINE = Path(__file__).parents[2] / "jumelles"
Pluriel = tuple[str, str]
GABARITS = [f for ext in ("html", "svg") for f in sorted(RACINE.rglob(f"gabarits/**/*.{ext}"))]


def _du_code(texte: str) -> Iterator[Pluriel]:
    """Les (singulier, pluriel) donnés à ngettext, quel que soit le nom sous lequel on l'appelle."""
    for appel in (n for n in ast.walk(ast.parse(texte)) if isinstance(n, ast.Call)):
        nom = getattr(appel.func, "id", getattr(appel.func, "attr", ""))
        if nom in ("ngettext", "ngettext_lazy"):
            un, des = (ast.literal_eval(a) for a in appel.args[:2])
            yield un, des


def _d_un_gabarit(texte: str) -> Iterator[Pluriel]:
    """Les mêmes, tels que gettext les lit dans un gabarit."""
    for appel in re.findall(r"\bngettext\(.*?\) +%?", templatize(texte), re.DOTALL):
        un, des = re.findall(r"u?('(?:[^'\\]|\\.)*'|\"\"\".*?\"\"\")", appel, re.DOTALL)[:2]
        yield ast.literal_eval(un), ast.literal_eval(des)


def _tous() -> list[Pluriel]:
    lus = [p for f in sorted(RACINE.rglob("*.py")) for p in _du_code(f.read_text(encoding="utf-8"))]
    return sorted({*lus, *(p for f in GABARITS for p in _d_un_gabarit(f.read_text(encoding="utf-8")))})


def test_la_lecture_des_pluriels_en_trouve() -> None:
    assert list(_du_code('x = ngettext("un", "des", 2)')) == [("un", "des")]
    gabarit = "{% blocktranslate trimmed count n=3 %}{{ n }} lien{% plural %}{{ n }} liens{% endblocktranslate %}"
    assert list(_d_un_gabarit(gabarit)) == [("%(n)s lien", "%(n)s liens")]
    assert len(_tous()) > 80


@pytest.mark.parametrize("pluriel", _tous(), ids=lambda p: p[0][:40])
def test_zero_est_au_singulier(pluriel: Pluriel) -> None:
    """Si cet essai échoue : `python -m jumelles.web.catalogue`."""
    un, des = pluriel
    with override("fr"):
        assert (ngettext(un, des, 0), ngettext(un, des, 1), ngettext(un, des, 2)) == (un, un, des)
