"""Le dossier de l'index : un sous-dossier par reconstruction, et un fichier qui dit lequel est le bon.

Le fichier « courant » se remplace d'un coup : on lit l'index d'avant ou celui d'après, jamais un mélange. Un
sous-dossier que rien ne désigne est un reste de reconstruction interrompue ; la suivante l'enlève.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from jumelles.recherche.moteur.embarque.schema import FORME
from jumelles.recherche.moteur.port import EcritureOccupee, MoteurIndisponible

_COURANT = "courant"
_VERROU = "reconstruction.verrou"
_FORME = "forme"
_PREFIXE = "index-"


@dataclass(frozen=True, slots=True)
class DossierIndex:
    """Le dossier d'un index, qu'il existe ou non."""

    racine: Path

    def courant(self) -> Path:
        """Le sous-dossier à lire ; MoteurIndisponible s'il n'y en a pas, ou s'il vient d'une autre version."""
        try:
            choisi = self.racine / (self.racine / _COURANT).read_text().strip()
            forme = (choisi / _FORME).read_text()
        except OSError:
            raise MoteurIndisponible(
                _("L'index de recherche n'existe pas encore : lancez « jumelles reindexer ».")
            ) from None
        if forme != FORME:
            phrase = _("L'index de recherche vient d'une autre version (%(lue)s) : lancez « jumelles reindexer ».")
            raise MoteurIndisponible(phrase % {"lue": forme[:40]})
        return choisi

    def signature(self) -> tuple[int, ...]:
        """Ce qui change quand un autre index devient le bon ; vide s'il n'y en a pas."""
        return signature(self.racine / _COURANT)

    @contextlib.contextmanager
    def reconstruction(self) -> Iterator[Path]:
        """Un sous-dossier neuf, qui devient le bon à la sortie ; s'il y a une erreur, l'ancien reste le bon."""
        self.racine.mkdir(parents=True, exist_ok=True)
        with self._seul():
            self._nettoyer()
            neuf = self.racine / f"{_PREFIXE}{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
            neuf.mkdir()
            try:
                yield neuf
                _ecrire(neuf / _FORME, FORME)
                _ecrire(self.racine / _COURANT, neuf.name)
            finally:
                # Un essai manqué parce que le disque est plein ne doit pas le laisser plein.
                self._nettoyer()

    @contextlib.contextmanager
    def _seul(self) -> Iterator[None]:
        with (self.racine / _VERROU).open("w") as verrou:
            try:
                fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EcritureOccupee(
                    _("Une autre commande reconstruit déjà l'index de recherche : attendez qu'elle ait fini.")
                ) from None
            yield

    def _nettoyer(self) -> None:
        """Enlever ce que rien ne désigne ; ceux qui le lisent encore le gardent ouvert."""
        try:
            garde = (self.racine / _COURANT).read_text().strip()
        except OSError:
            garde = ""
        for reste in self.racine.glob(f"{_PREFIXE}*"):
            if reste.name != garde:
                shutil.rmtree(reste, ignore_errors=True)


def signature(fichier: Path) -> tuple[int, ...]:
    """Ce qui change quand un fichier est remplacé ; vide s'il n'existe pas."""
    try:
        etat = fichier.stat()
    except OSError:
        return ()
    return etat.st_ino, etat.st_mtime_ns, etat.st_size


def _ecrire(fichier: Path, texte: str) -> None:
    """Remplacer un petit fichier d'un coup ; une coupure de courant laisse l'ancien ou le neuf."""
    provisoire = fichier.with_name(f"{fichier.name}.{secrets.token_hex(4)}")
    with provisoire.open("w") as sortie:
        sortie.write(texte)
        sortie.flush()
        os.fsync(sortie.fileno())
    provisoire.replace(fichier)
    dossier = os.open(fichier.parent, os.O_RDONLY)
    os.fsync(dossier)
    os.close(dossier)
