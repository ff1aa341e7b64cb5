"""Ne comparer que ce qui peut se ressembler : des clés partagées, jamais toutes les paires.

Un bloc de PAR_BLOC fiches au plus se compare entièrement ; un bloc plus grand se range par texte, et chaque fiche ne
s'y compare qu'à ses VOISINES suivantes. Le travail croît comme le nombre de fiches, pas comme son carré. Un projet se
compare à ceux qui partagent l'un de ses pays ; s'il n'en dit aucun, à ceux qui n'en disent aucun.
"""

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, permutations

import numpy as np

from jumelles.rapprochement.doublons.noms import lire_nom
from jumelles.rapprochement.doublons.termes import Fiche, FicheAction, FicheStructure, PartieNommee
from jumelles.rapprochement.doublons.titres import lire_titre
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.reductions import LONGUEUR_MOT, compacter, mots_pleins, suppressions, trier

PAR_BLOC = 24
VOISINES = 6
PARTIES_MAX = 8  # au-delà, c'est un réseau : seul l'ensemble de ses membres le désigne
MOTS_RARES = 3
RARE = 30
LONGUEUR_NOM = 8  # plus court, une lettre de trop fait un autre nom


def paires_a_comparer(fiches: Sequence[Fiche]) -> Iterator[tuple[int, int]]:
    """Les rangs (i < j) des fiches qui partagent une clé, sans répétition."""
    ordre = [_texte(f) for f in fiches]
    rarete = _compter_les_mots(fiches)
    # `hash` change d'un processus à l'autre : il ne sert qu'à ranger ensemble, et l'on compare toujours ensuite.
    cles, rangs = array("q"), array("q")
    for rang, fiche in enumerate(fiches):
        for une in set(_cles(fiche, rarete)):
            cles.append(hash(une))
            rangs.append(rang)
    codes = np.unique(np.fromiter(_codes(cles, rangs, ordre), dtype=np.int64))
    nombre = max(len(fiches), 1)
    return ((int(code) // nombre, int(code) % nombre) for code in codes)


def _codes(cles: "array[int]", rangs: "array[int]", ordre: Sequence[tuple[str, str]]) -> Iterator[int]:
    """Chaque paire en un seul nombre (i × combien + j) : des millions tiennent en mémoire."""
    nombre = max(len(ordre), 1)
    tableau, qui = np.frombuffer(cles, dtype=np.int64), np.frombuffer(rangs, dtype=np.int64)
    place = np.argsort(tableau, kind="stable")
    if not len(place):
        return
    bornes = np.flatnonzero(np.diff(tableau[place])) + 1
    debuts, fins = np.r_[0, bornes], np.r_[bornes, len(place)]
    for debut, fin in zip(debuts[fins - debuts > 1].tolist(), fins[fins - debuts > 1].tolist(), strict=True):
        for i, j in _du_bloc(qui[place[debut:fin]].tolist(), ordre):
            yield min(i, j) * nombre + max(i, j)


def _du_bloc(rangs: list[int], ordre: Sequence[tuple[str, str]]) -> Iterable[tuple[int, int]]:
    if len(rangs) <= PAR_BLOC:
        return combinations(rangs, 2)
    ranges = sorted(rangs, key=ordre.__getitem__)
    return ((i, j) for place, i in enumerate(ranges) for j in ranges[place + 1 : place + 1 + VOISINES])


def _texte(fiche: Fiche) -> tuple[str, str]:
    if isinstance(fiche, FicheStructure):
        return trier(lire_nom(fiche.nom, fiche.sigle).nu), fiche.ref
    if fiche.titre:
        return trier(lire_titre(fiche.titre).nu), fiche.ref
    return " ".join(sorted(cle(p.nom) for p in fiche.parties)), fiche.ref


def _compter_les_mots(fiches: Sequence[Fiche]) -> Counter[str]:
    return Counter(m for f in fiches if isinstance(f, FicheAction) for m in _mots(f))


def _mots(fiche: FicheAction) -> set[str]:
    return {m for m in lire_titre(fiche.titre).nu.split() if len(m) >= LONGUEUR_MOT}


def _cles(fiche: Fiche, rarete: Counter[str]) -> Iterator[Hashable]:
    if isinstance(fiche, FicheStructure):
        yield from _cles_de_structure(fiche)
        return
    yield from fiche.identifiants
    if fiche.sorte == "relation":
        yield from _cles_de_lien(fiche.parties)
        return
    for pays in fiche.pays or ("",):
        yield from (("a", p.ref, pays) for p in fiche.parties)
        yield "t", pays, trier(lire_titre(fiche.titre).nu)
        rares = sorted((rarete[m], m) for m in _mots(fiche) if 1 < rarete[m] <= RARE)
        yield from (("m", pays, mot) for _, mot in rares[:MOTS_RARES])


def _cles_de_lien(parties: Sequence[PartieNommee]) -> Iterator[Hashable]:
    if len(parties) > PARTIES_MAX:
        yield "r", tuple(sorted(p.ref for p in parties))
        return
    for ici, la in permutations(parties, 2):
        yield "l", ici.ref, la.ref
        yield from (("l", ici.ref, la.pays, m[:LONGUEUR_MOT]) for m in mots_pleins(cle(la.nom)))
        un, autre = (ici.pays, trier(cle(ici.nom))), (la.pays, trier(cle(la.nom)))
        if un <= autre:
            yield "n", un, autre


def _cles_de_structure(fiche: FicheStructure) -> Iterator[Hashable]:
    lu = lire_nom(fiche.nom, fiche.sigle)
    yield from ((nom, valeur) for nom, valeur in (("siren", fiche.siren), ("rna", fiche.rna)) if valeur)
    if fiche.lieu:
        yield "lieu", fiche.lieu
    yield "n", fiche.pays, trier(lu.nu)
    yield from (("s", fiche.pays, s) for s in (*lu.sigles, lu.initiales) if s)
    mots = {m[:LONGUEUR_MOT] for m in mots_pleins(lu.cle)}
    yield from (("p", fiche.pays, partenaire, m) for partenaire, _ in fiche.partenaires for m in mots)
    compact = compacter(lu.nu)
    if len(compact) >= LONGUEUR_NOM:
        yield from (("x", fiche.pays, s) for s in suppressions(compact))
