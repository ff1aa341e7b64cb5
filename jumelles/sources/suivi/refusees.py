"""Les lignes refusées d'un lot, dans un CSV à corriger et à redéposer : les mêmes colonnes, et le motif."""

import csv
import io
from collections.abc import Iterator

from jumelles.contributions.requetes import DossierFiche
from jumelles.pieces.enums import SortePiece
from jumelles.pieces.operations import ranger
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.models import LigneLot
from jumelles.recherche.sorties.formules import neutraliser

MOTIF = "motif"
BOM = "\ufeff"


def ranger_les_refusees(lot_id: int, dossier: DossierFiche, *, par: str) -> int:
    """Écrire le fichier des lignes refusées ; rend l'identifiant de sa pièce."""
    tige = dossier.piece.nom.rpartition(".")[0] or dossier.piece.nom
    colonnes = tuple(str(c) for c in dossier.examen.get("entete", ()))
    return ranger(morceaux=_ecrire(lot_id, colonnes), nom=f"{tige}-lignes-refusees.csv", sorte=SortePiece.CSV, par=par)


def _ecrire(lot_id: int, colonnes: tuple[str, ...]) -> Iterator[bytes]:
    """Point-virgule et marque d'ordre : un tableur français l'ouvre d'un double clic."""
    yield (BOM + _ligne([*colonnes, MOTIF])).encode()
    for ligne in LigneLot.objects.filter(lot_id=lot_id, etat=EtatLigne.REFUSEE).order_by("numero").iterator(500):
        cellules = [str(ligne.brut.get(c, "") or "") for c in colonnes]
        yield _ligne([*cellules, " ; ".join(str(m) for m in ligne.messages)]).encode()


def _ligne(cellules: list[str]) -> str:
    tampon = io.StringIO()
    csv.writer(tampon, delimiter=";").writerow([neutraliser(c) for c in cellules])
    return tampon.getvalue()
