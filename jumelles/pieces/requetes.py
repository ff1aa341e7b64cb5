"""Les questions aux pièces : ce qu'est celle-ci, et où est son fichier."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from jumelles.pieces.models import Piece


class PieceAbsente(FileNotFoundError):
    """Le fichier de cette pièce n'est plus (ou n'a jamais été) là."""


@dataclass(frozen=True, slots=True)
class PieceFiche:
    """Une pièce ; taille en octets ; presente : son fichier est encore là."""

    id: int
    nom: str
    sorte: str
    sorte_libelle: str
    taille: int
    empreinte: str
    etat: str
    par: str
    deposee_le: datetime
    presente: bool


def dossier() -> Path:
    """Le dossier des pièces, que l'installation seule peut lire : dans var/, sauf si DOSSIER_DES_PIECES dit où."""
    rangees = Path(getattr(settings, "DOSSIER_DES_PIECES", "") or Path(settings.VAR) / "depots")
    rangees.mkdir(mode=0o700, parents=True, exist_ok=True)
    return rangees


def piece(piece_id: int) -> PieceFiche | None:
    """La fiche d'une pièce, ou None."""
    trouvee = Piece.objects.filter(pk=piece_id).first()
    return None if trouvee is None else en_fiche(trouvee)


def en_fiche(p: Piece) -> PieceFiche:
    """La même chose, figée."""
    return PieceFiche(
        id=p.pk, nom=p.nom, sorte=p.sorte, sorte_libelle=str(p.get_sorte_display()), taille=p.taille,
        empreinte=p.empreinte, etat=p.etat, par=p.par, deposee_le=p.deposee_le, presente=p.effacee_le is None,
    )  # fmt: skip


def chemin(piece_id: int) -> Path:
    """Où lire le fichier d'une pièce ; PieceAbsente s'il est effacé."""
    rangement = Piece.objects.presentes().filter(pk=piece_id).values_list("rangement", flat=True).first()
    trouve = dossier() / rangement if rangement else None
    if trouve is None or not trouve.is_file():
        raise PieceAbsente(piece_id)
    return trouve
