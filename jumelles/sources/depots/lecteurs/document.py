"""Un document ouvert : sa forme, et ses rangées à relire autant de fois qu'il faut."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jumelles.sources.depots.termes import Feuille, Format
from jumelles.sources.problemes import Probleme
from jumelles.sources.tableau import Rangee


@dataclass(frozen=True, slots=True)
class Document:
    """relire() recommence du début. entete : connu d'avance (GeoJSON, JSON, IATI), ou à trouver dans les rangées."""

    format: Format
    relire: Callable[[], Iterator[Rangee]]
    entete: tuple[str, ...] | None = None
    codage: str = ""
    separateur: str = ""
    feuilles: tuple[Feuille, ...] = ()
    feuille: str = ""
    problemes: tuple[Probleme, ...] = ()
