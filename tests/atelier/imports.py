"""De quoi importer, dans un essai, un lot inventé sans fichier."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from jumelles.cooperations import operations
from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation
from jumelles.provenance.models import Lot, Source


def importer(
    *relations: DeclarationRelation,
    projets: Iterable[DeclarationProjet] = (),
    source: str = "essai",
    par: str = "machine:essai",
) -> Lot:
    """Ces déclarations, écrites et basculées comme un lot d'une source."""
    lot = Lot.objects.create(
        source=Source.objects.get(code=source), fichier="inventé.csv", empreinte="", etat="bascule", par=par,
        bascule_le=timezone.now(),
    )  # fmt: skip
    lot.empreinte = f"inventée-{lot.pk}"
    lot.save(update_fields=["empreinte"])
    bilan: Any = operations.appliquer_declarations(lot=lot, relations=relations, projets=tuple(projets), par=par)
    lot.rapport = {"relations_creees": bilan.relations_creees}
    lot.save(update_fields=["rapport"])
    return lot
