"""Ce qui entoure une relation comme un projet : ses classements, ce qu'on en dit, quand on l'a écrit."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from jumelles.recherche.documents.decor import Decor
from jumelles.recherche.documents.paroles import Dites, entendre
from jumelles.recherche.documents.temps import ecritures_de


class Autour(Protocol):
    """codes : nomenclature → codes, le principal d'abord."""

    codes: dict[str, list[str]]
    dites: Dites
    ecrit_le: datetime | None


def classer(autour: Mapping[int, Autour], classements: Iterable[tuple[int, str, str]]) -> None:
    """Poser les (objet, nomenclature, code), dans leur ordre."""
    for pk, nomenclature, code in classements:
        autour[pk].codes[nomenclature].append(code)


def ecouter(autour: Mapping[int, Autour], objet_type: str, decor: Decor) -> None:
    """Poser ce qu'on dit de chacun, et quand il fut écrit ; deux requêtes."""
    for pk, dites in entendre(objet_type, autour, decor).items():
        autour[pk].dites = dites
    for pk, quand in ecritures_de(objet_type, autour).items():
        autour[pk].ecrit_le = quand
