"""Consigner : chaque écriture, qui, quand, avant, après."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jumelles.provenance.models import Journal, Lot

TAILLE_PAQUET = 1000


@dataclass(frozen=True, slots=True)
class Ecriture:
    """Une ligne de journal à écrire."""

    verbe: str
    objet_type: str
    objet_id: int
    avant: dict[str, Any] | None = None
    apres: dict[str, Any] | None = None


def journaliser(*, par: str, ecritures: Iterable[Ecriture], lot: Lot | None = None) -> None:
    """Ajouter des lignes au journal, dans la transaction de l'appelant."""
    if not par:
        raise ValueError("Une écriture sans auteur n'entre pas au journal.")
    Journal.objects.bulk_create(
        [
            Journal(
                par=par, verbe=e.verbe, objet_type=e.objet_type, objet_id=e.objet_id,
                avant=e.avant, apres=e.apres, lot=lot,
            )
            for e in ecritures
        ],
        batch_size=TAILLE_PAQUET,
    )  # fmt: skip
