"""Chercher, dans une liste, les paires à proposer : bloquer, comparer, juger."""

from collections.abc import Collection, Iterator, Sequence

from jumelles.rapprochement.doublons.bloquer import paires_a_comparer
from jumelles.rapprochement.doublons.juger import juger
from jumelles.rapprochement.doublons.termes import ConstatPaire, Fiche, PairePossible


def chercher(fiches: Sequence[Fiche], *, changees: Collection[str] | None = None) -> Iterator[PairePossible]:
    """Les paires de fiches de même sorte qui ne sont pas écartées, sans ordre et sans répétition.

    changees : ne rendre que les paires dont l'une au moins est de ces refs. L'ordre de la liste ne change rien.
    """
    for i, j in paires_a_comparer(fiches):
        if changees is not None and fiches[i].ref not in changees and fiches[j].ref not in changees:
            continue
        paire = juger(fiches[i], fiches[j])
        if paire.constat is not ConstatPaire.NON:
            yield paire
