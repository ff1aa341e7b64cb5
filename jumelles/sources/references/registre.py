"""Quelles références sont déjà dans la base : une empreinte par référence, gardée dans son lot."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.utils import timezone

from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Lot, Source
from jumelles.sources.references.rapport import RapportReference

PREFIXE = "référence : "
ICI = Path(__file__).parent
PAQUET = ICI.parents[1]
# Lire autrement le même fichier change ce qui est chargé : le code de lecture fait partie de l'empreinte.
CODE = (
    ICI,
    PAQUET / "referentiel" / "grammaire.py",
    PAQUET / "rapprochement" / "normaliser.py",
    PAQUET / "territoires" / "lignes.py",
)


def compute_empreinte(fichiers: Iterable[Path], *, nom: str) -> str:
    """SHA-256 des fichiers lus et du code qui les lit."""
    somme = hashlib.sha256(nom.encode())
    for chemin in [*sorted(_code()), *fichiers]:
        with chemin.open("rb") as flux:
            somme.update(hashlib.file_digest(flux, "sha256").digest())
    return somme.hexdigest()


def is_chargee(nom: str, empreinte: str) -> bool:
    """Vrai si le dernier lot basculé de cette référence porte cette empreinte."""
    dernier = (
        Lot.objects.filter(fichier=PREFIXE + nom, etat=EtatLot.BASCULE).order_by("-id").values("empreinte")
    ).first()
    return dernier is not None and dernier["empreinte"] == empreinte


def ouvrir_lot(*, nom: str, source: Source, empreinte: str, par: str) -> Lot:
    """Le lot de cette référence, dans la transaction qui la charge : il n'existe que si elle aboutit."""
    return Lot.objects.create(source=source, fichier=PREFIXE + nom, empreinte=empreinte, par=par)


def basculer_lot(*, lot: Lot, rapport: RapportReference) -> None:
    """Dire que la référence est entrée, et ce qu'elle a changé."""
    lot.etat = EtatLot.BASCULE
    lot.bascule_le = timezone.now()
    lot.rapport = {
        "lignes": {n: asdict(c) for n, c in rapport.lignes.items()},
        "constats": list(rapport.constats),
    }
    lot.save(update_fields=["etat", "bascule_le", "rapport"])


def _code() -> list[Path]:
    return [
        chemin
        for racine in CODE
        for chemin in ([racine] if racine.is_file() else racine.rglob("*"))
        if chemin.suffix in (".py", ".yml")
    ]
