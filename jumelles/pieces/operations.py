"""Les verbes des pièces : déposer, admettre, rejeter, effacer. Le fichier est écrit au fil de l'eau, puis renommé."""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.pieces.enums import EtatPiece, SortePiece
from jumelles.pieces.models import Piece
from jumelles.pieces.regles import PieceRefusee, nommer, reconnaitre
from jumelles.pieces.requetes import dossier

GARDE = timedelta(days=90)
GARDE_REJETEE = timedelta(days=7)
# Un envoi coupé laisse un morceau ; nul envoi ne dure un jour.
GARDE_ORPHELINE = timedelta(days=1)
_PARTIEL = ".partiel"
Reconnu = Callable[[Path], tuple[SortePiece, EtatPiece]]


def deposer(*, morceaux: Iterable[bytes], nom: str, par: str) -> int:
    """Ranger un fichier reçu, en quarantaine ; rend son identifiant, ou lève PieceRefusee sans rien garder."""
    montre = nommer(nom)
    return _ranger(morceaux, montre, par, lambda chemin: (reconnaitre(chemin, montre), EtatPiece.QUARANTAINE))


def ranger(*, morceaux: Iterable[bytes], nom: str, sorte: SortePiece, par: str) -> int:
    """Ranger un fichier que la maison écrit elle-même (un rapport) ; rend l'identifiant de la pièce."""
    return _ranger(morceaux, nommer(nom), par, lambda chemin: (sorte, EtatPiece.ADMISE))


def _ranger(morceaux: Iterable[bytes], nom: str, par: str, reconnu: Reconnu) -> int:
    if not par:
        raise ValueError("Une pièce sans auteur est refusée.")
    rangement = secrets.token_hex(16)
    partiel = dossier() / (rangement + _PARTIEL)
    try:
        taille, empreinte = _ecrire(partiel, morceaux)
        sorte, etat = reconnu(partiel)
        partiel.replace(dossier() / rangement)
    except BaseException:
        partiel.unlink(missing_ok=True)
        raise
    return Piece.objects.create(
        nom=nom, rangement=rangement, sorte=sorte, taille=taille, empreinte=empreinte, etat=etat, par=par
    ).pk


def _ecrire(chemin: Path, morceaux: Iterable[bytes]) -> tuple[int, str]:
    """Écrire au fil de l'eau, dans la limite permise ; rendre la taille et l'empreinte."""
    limite, taille, empreinte = settings.DEPOT_OCTETS_MAX, 0, hashlib.sha256()
    if shutil.disk_usage(chemin.parent).free < limite:
        raise PieceRefusee(_("Le disque du site est presque plein."), _("Prévenez la personne qui le tient."))
    descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descripteur, "wb") as fichier:
        for morceau in morceaux:
            taille += len(morceau)
            if taille > limite:
                raise trop_gros()
            empreinte.update(morceau)
            fichier.write(morceau)
        fichier.flush()
        os.fsync(fichier.fileno())
    return taille, empreinte.hexdigest()


def trop_gros() -> PieceRefusee:
    """Le refus d'un fichier qui dépasse la limite de l'installation."""
    return PieceRefusee(
        _("Le fichier dépasse %d Mo.") % settings.DEPOT_MAXIMUM,
        _("Découpez-le en plusieurs fichiers de même forme, et déposez-les l'un après l'autre."),
    )


def admettre(*, piece_id: int, par: str) -> None:
    """Sortir de la quarantaine une pièce que l'on a su lire."""
    _check_auteur(par)
    Piece.objects.filter(pk=piece_id, etat=EtatPiece.QUARANTAINE).update(etat=EtatPiece.ADMISE)


def rejeter(*, piece_id: int, par: str) -> None:
    """Marquer une pièce qui ne se lit pas : son fichier sera effacé plus tôt."""
    _check_auteur(par)
    Piece.objects.filter(pk=piece_id, etat=EtatPiece.QUARANTAINE).update(etat=EtatPiece.REJETEE)


def purger_pieces(*, maintenant: datetime, par: str) -> int:
    """Effacer les fichiers dont le temps est passé, et les morceaux d'envois coupés ; rendre le nombre de fichiers."""
    _check_auteur(par)
    passees = Piece.objects.presentes().filter(deposee_le__lt=maintenant - GARDE) | Piece.objects.filter(
        etat=EtatPiece.REJETEE, deposee_le__lt=maintenant - GARDE_REJETEE
    )
    return sum(_effacer(piece, maintenant) for piece in list(passees)) + _effacer_les_orphelines(maintenant)


@transaction.atomic
def _effacer(piece: Piece, maintenant: datetime) -> int:
    """La fiche reste : qui, quand, quoi ; le fichier part. Une coupure entre les deux se rattrape la nuit suivante."""
    (dossier() / piece.rangement).unlink(missing_ok=True)
    return Piece.objects.filter(pk=piece.pk).update(etat=EtatPiece.EFFACEE, effacee_le=maintenant)


def _effacer_les_orphelines(maintenant: datetime) -> int:
    connues = set(Piece.objects.presentes().values_list("rangement", flat=True))
    effacees = 0
    for fichier in [*dossier().iterdir(), *Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()]:
        with contextlib.suppress(FileNotFoundError):
            age = maintenant.timestamp() - fichier.stat().st_mtime
            if fichier.name not in connues and fichier.is_file() and age > GARDE_ORPHELINE.total_seconds():
                fichier.unlink()
                effacees += 1
    return effacees


def _check_auteur(par: str) -> None:
    if not par:
        raise ValueError("Une écriture sans auteur est refusée.")
