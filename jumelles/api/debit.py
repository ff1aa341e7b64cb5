"""Le débit : ce qu'une adresse peut demander par minute, compté pour tous les processus d'une machine.

Les comptes vivent dans un fichier à part, sans garantie de durée : ils se perdent sans dommage, et n'occupent
jamais le verrou d'écriture de la base. Une adresse n'y est gardée qu'en empreinte, une minute.
"""

import hashlib
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jumelles.comptes.visiteur import foyer

FENETRE = 60
_LOCAL = threading.local()
# Un lot de rapprochement pose plusieurs questions : elles se comptent à part, dix pour une demande permise.
QUESTIONS_PAR_DEMANDE = 10
QUESTIONS_AU_MOINS = 1000  # le plus grand lot passe toujours
_TABLE = "CREATE TABLE IF NOT EXISTS debit (qui BLOB PRIMARY KEY, minute INTEGER, combien INTEGER) WITHOUT ROWID"
_COMPTER = """
INSERT INTO debit VALUES (?1, ?2, ?3)
ON CONFLICT (qui) DO UPDATE SET combien = CASE WHEN minute = ?2 THEN combien + ?3 ELSE ?3 END, minute = ?2
RETURNING combien
"""


@dataclass(frozen=True, slots=True)
class Debit:
    """Où en est une adresse. permis : par fenêtre ; reste ; attente : secondes avant la fenêtre suivante."""

    permis: int
    reste: int
    attente: int
    depasse: bool

    def entetes(self) -> tuple[tuple[str, str], ...]:
        """Les en-têtes RateLimit-*."""
        return (
            ("RateLimit-Policy", f"{self.permis};w={FENETRE}"),
            ("RateLimit-Limit", str(self.permis)),
            ("RateLimit-Remaining", str(self.reste)),
            ("RateLimit-Reset", str(self.attente)),
        )


def passer(adresse: str) -> Debit | None:
    """Compter une demande de cette adresse ; None si le débit n'est pas borné, ou ne peut pas être compté."""
    return _passer(foyer(adresse), 1, settings.API_DEBIT)


def passer_questions(adresse: str, combien: int) -> Debit | None:
    """Compter les questions d'un lot de cette adresse ; None comme pour `passer`."""
    return _passer(f"{foyer(adresse)} questions", combien, questions_permises())


def questions_permises() -> int:
    """Combien de questions par minute et par adresse ; 0 : sans limite."""
    permis: int = settings.API_DEBIT
    return permis and max(permis * QUESTIONS_PAR_DEMANDE, QUESTIONS_AU_MOINS)


def _passer(qui: str, poids: int, permis: int) -> Debit | None:
    if not permis:
        return None
    maintenant = int(time.time())
    try:
        combien = _compter(_empreinte(qui), maintenant // FENETRE, poids)
    except sqlite3.Error:  # un compteur en panne ne ferme pas l'API
        _oublier()
        return None
    return Debit(permis, max(0, permis - combien), FENETRE - maintenant % FENETRE, combien > permis)


def _empreinte(qui: str) -> bytes:
    cle = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(qui.encode(), key=cle, digest_size=12).digest()


def _compter(qui: bytes, minute: int, poids: int) -> int:
    connexion = _connexion()
    if minute != getattr(_LOCAL, "minute", None):
        connexion.execute("DELETE FROM debit WHERE minute < ?", (minute,))
        _LOCAL.minute = minute
    return int(connexion.execute(_COMPTER, (qui, minute, poids)).fetchone()[0])


def _connexion() -> sqlite3.Connection:
    fichier = Path(settings.VAR) / "debit.sqlite3"
    connexion: sqlite3.Connection | None = getattr(_LOCAL, "connexion", None)
    if connexion is None or _LOCAL.fichier != fichier:
        connexion = sqlite3.connect(fichier, timeout=0.5, isolation_level=None, check_same_thread=False)
        connexion.execute("PRAGMA journal_mode=WAL")
        connexion.execute("PRAGMA synchronous=OFF")
        connexion.execute(_TABLE)
        _LOCAL.connexion, _LOCAL.fichier = connexion, fichier
    return connexion


def _oublier() -> None:
    connexion: sqlite3.Connection | None = getattr(_LOCAL, "connexion", None)
    if connexion is not None:
        connexion.close()
        _LOCAL.connexion = None
