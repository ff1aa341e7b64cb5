"""Combien de chaque chose : les tailles auxquelles la maison se mesure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Echelle:
    """Ce que la base comptera en tout, les vrais objets de départ compris."""

    nom: str
    projets: int
    acteurs: int
    relations: int


ECHELLES = {
    e.nom: e
    for e in (
        Echelle("jouet", 400, 900, 700),
        Echelle("petite", 20_000, 50_000, 40_000),
        Echelle("grande", 500_000, 1_000_000, 800_000),
    )
}
