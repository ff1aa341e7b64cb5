"""Un classeur ODS : la feuille choisie, en un premier passage qui la mesure."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from jumelles.sources.depots.lecteurs.choix_feuille import choisir, exiger
from jumelles.sources.depots.lecteurs.contenu_ods import feuilles_ods, rangees_ods
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.fusions import Fusions
from jumelles.sources.depots.lecteurs.remarques import remarques
from jumelles.sources.tableau import Rangee


def ouvrir_ods(chemin: Path, *, feuille: str = "") -> Document:
    """Choisir la feuille et la parcourir une fois ; FichierRefuse si l'un de ces pas ne va pas."""
    feuilles = feuilles_ods(chemin)
    choisie = feuille or choisir(feuilles, partial(_porte_un_tableau, chemin))
    exiger(choisie, feuilles)
    fusions = sans_valeur = 0
    for rangee in rangees_ods(chemin, choisie):
        fusions += len(rangee.fusions)
        sans_valeur += rangee.sans_valeur
    return Document(
        "ods", partial(_rangees, chemin, choisie), feuilles=feuilles, feuille=choisie,
        problemes=remarques(sans_valeur, fusions),
    )  # fmt: skip


def _porte_un_tableau(chemin: Path, feuille: str) -> bool:
    """Deux rangées d'au moins deux colonnes."""
    larges = 0
    for rangee in rangees_ods(chemin, feuille):
        larges += len(rangee.cellules) > 1
        if larges > 1:
            return True
    return False


def _rangees(chemin: Path, feuille: str) -> Iterator[Rangee]:
    fusions = Fusions()
    for rangee in rangees_ods(chemin, feuille):
        for colonne, lignes, colonnes in rangee.fusions:
            fusions.ajouter(((rangee.rang, colonne), (rangee.rang + lignes - 1, colonne + colonnes - 1)))
        cellules = list(rangee.cellules)
        fusions.completer(rangee.rang, cellules)
        probleme = fusions.deplier(rangee.rang, cellules)
        if any(c.strip() for c in cellules):
            yield Rangee(rangee.rang + 1, tuple(cellules), probleme)
