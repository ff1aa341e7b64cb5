"""Une moyenne : un total sur combien, jamais sur aucun."""

from decimal import Decimal


def moyenne(total: Decimal | None, nombre: int | None) -> Decimal | None:
    """total / nombre, sans arrondi ; None si l'un manque ou si l'on divise par zéro."""
    return total / nombre if total is not None and nombre else None
