"""Ce qui se voit reste, le reste s'en va : commandes, sens forcés, signes invisibles, accents empilés."""

import pytest

from jumelles.documents.proprete import assainir, assainir_morceau


@pytest.mark.parametrize(
    ("brut", "propre"),
    [
        ("Été à Săliștea, 4,9 % et 1 718 €", "Été à Săliștea, 4,9 % et 1 718 €"),
        ("E\u0301te\u0301", "Été"),
        ("deux\nlignes\tet\r\nplus", "deux lignes et plus"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("bell\x07 nul\x00 esc\x1b[31m", "bell nul esc[31m"),
        ("fichier\u202ecod.exe\u202c \u2066x\u2069", "fichiercod.exe x"),
        ("z\u200be\u200dr\ufeffo\u00ad", "zero"),
        ("❤\ufe0f", "❤"),
        ("priv\ue000é, seul\ud800, hors\uffff", "privé, seul, hors"),
        ("e" + "\u0316" * 50, "e" + "\u0316" * 3),
        ("  trop   d'air  ", "trop d'air"),
        ("\u00a0insécable\u202f!", "\u00a0insécable\u202f!"),
        ("北京 القدس Київ", "北京 القدس Київ"),
    ],
)
def test_assainir(brut: str, propre: str) -> None:
    assert assainir(brut) == propre
    assert assainir(propre) == propre


@pytest.mark.parametrize(
    ("brut", "propre"), [(" et ", " et "), ("\nmot", " mot"), ("mot", "mot"), ("\u200b", ""), (" ", " ")]
)
def test_un_morceau_garde_les_espaces_qui_le_separent(brut: str, propre: str) -> None:
    assert assainir_morceau(brut) == propre
