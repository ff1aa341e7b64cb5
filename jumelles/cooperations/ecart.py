"""Ce qui, dans la base, ne tient pas."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ecart:
    """Un écart : l'objet, ce qui ne tient pas."""

    objet: str
    raison: str
