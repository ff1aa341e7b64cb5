"""Les fautes de frappe : les mots de l'index les plus proches d'un mot qui n'y trouve rien.

Une faute : une lettre en trop, en moins, changée, ou deux voisines échangées (Damerau, 1964).
"""

import string
from collections.abc import Callable, Iterable

import tantivy

LETTRES = string.ascii_lowercase + string.digits
PROCHES_MAX = 3
EXAMINES = 20
# En deçà, un mot en devient trop vite un autre ; au-delà, deux fautes sont probables.
UNE_FAUTE, DEUX_FAUTES, LONGUEUR_MAX = 5, 8, 30

Trouve = Callable[[str], bool]


def proches(searcher: tantivy.Searcher, mot: str, trouve: Trouve) -> tuple[str, ...]:
    """Les mots les plus proches qui trouvent quelque chose, les plus fréquents d'abord ; mot est sans accents."""
    if not UNE_FAUTE <= len(mot) <= LONGUEUR_MAX or not (mot.isascii() and mot.isalpha()):
        return ()
    une = _frequents(searcher, variantes(mot))
    choisis = _gardes(une, trouve)
    if choisis or len(mot) < DEUX_FAUTES:
        return choisis
    return _gardes(_a_deux_fautes(searcher, mot), trouve)


def _gardes(candidats: Iterable[str], trouve: Trouve) -> tuple[str, ...]:
    gardes = [mot for _, mot in zip(range(EXAMINES), candidats, strict=False) if trouve(mot)]
    return tuple(gardes[:PROCHES_MAX])


def variantes(mot: str) -> set[str]:
    """Tout ce qui est à une faute de ce mot."""
    coupes = [(mot[:i], mot[i:]) for i in range(len(mot) + 1)]
    otees = {a + b[1:] for a, b in coupes if b}
    echangees = {a + b[1] + b[0] + b[2:] for a, b in coupes if len(b) > 1}
    changees = {a + c + b[1:] for a, b in coupes if b for c in LETTRES}
    ajoutees = {a + c + b for a, b in coupes for c in LETTRES}
    return (otees | echangees | changees | ajoutees) - {mot}


def _frequents(searcher: tantivy.Searcher, mots: Iterable[str]) -> list[str]:
    frequences = ((searcher.doc_freq("mots", mot), mot) for mot in mots)
    return [mot for n, mot in sorted((-n, mot) for n, mot in frequences if n)]


def _a_deux_fautes(searcher: tantivy.Searcher, mot: str) -> list[str]:
    """Les mots de même initiale à deux fautes : c'est rarement la première lettre que l'on manque."""
    lettres = set(mot)
    meme_initiale = searcher.terms_with_prefix("mots", mot[0])
    candidats = (
        c for c, _ in meme_initiale if abs(len(c) - len(mot)) <= 2 and len(lettres.symmetric_difference(c)) <= 4
    )
    return [candidat for candidat in candidats if distance(mot, candidat) <= 2]


def distance(un: str, autre: str) -> int:
    """Le nombre de fautes de l'un à l'autre."""
    avant, ligne = [0] * (len(autre) + 1), list(range(len(autre) + 1))
    for i, a in enumerate(un, 1):
        avant_avant, avant, ligne = avant, ligne, [i] + [0] * len(autre)
        for j, b in enumerate(autre, 1):
            ligne[j] = min(avant[j] + 1, ligne[j - 1] + 1, avant[j - 1] + (a != b))
            if i > 1 and j > 1 and a == autre[j - 2] and un[i - 2] == b:
                ligne[j] = min(ligne[j], avant_avant[j - 2] + 1)
    return ligne[-1]
