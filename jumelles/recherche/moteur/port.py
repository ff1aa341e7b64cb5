"""Ce que le reste de la maison demande à un moteur, et rien d'autre."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from jumelles.recherche.document import Document, Point, Trouve
from jumelles.recherche.filtre import Filtre, Sorte

Tri = Literal["pertinence", "ancien", "recent", "nom"]
FAMILLES = ("territoires", "pays", "acteurs", "relations", "projets", "themes", "odd")


class MoteurIndisponible(RuntimeError):
    """L'index n'existe pas encore, ou vient d'une autre version : `jumelles reindexer` le refait."""


class EcritureOccupee(RuntimeError):
    """Quelqu'un d'autre écrit, ou l'index a été refait depuis qu'on a lu son repère : à reprendre un peu plus tard."""


@dataclass(frozen=True, slots=True)
class Repere:
    """Où en est l'index. journal : dernier numéro pris ; trous : de plus petits, pas encore vus ; jour : AAAA-MM-JJ."""

    journal: int = 0
    trous: tuple[int, ...] = ()
    jour: str = ""
    forme: str = ""


@dataclass(frozen=True, slots=True)
class Tranche:
    """Des identifiants dans l'ordre du tri, et combien en tout ; rapproches : mots compris à une faute près."""

    ids: tuple[int, ...]
    total: int
    rapproches: tuple[tuple[str, str], ...] = ()  # (mot demandé, mot compris)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Une proposition de la boîte de recherche ; identifiant : celui de son adresse."""

    sorte: str  # relations, projets, acteurs, territoires, pays, themes, odd
    id: int
    libelle: str
    precision: str  # « département de l'Isère », « 12 partenariats »
    adresse: str


class Moteur(Protocol):
    """Lire : tout passe par le même filtre, donc le même ensemble. Écrire : un seul écrivain à la fois."""

    def chercher(self, filtre: Filtre, sorte: Sorte, *, tri: Tri, debut: int, nombre: int) -> Tranche:
        """Une page d'identifiants ; à tri égal, par identifiant croissant ; sans date : en dernier."""
        ...

    def compter(self, filtre: Filtre, sorte: Sorte, *, situes: bool = False) -> int:
        """Combien ; situes : seulement ce qui peut se montrer sur la carte."""
        ...

    def facettes(
        self, filtre: Filtre, sorte: Sorte, noms: Iterable[str], *, ignorer: bool = True, situes: bool = False
    ) -> Mapping[str, Mapping[str, int]]:
        """Facette → code → combien de fiches ; un compte ignore le choix de sa propre facette (si ignorer).

        situes : ne compter que ce qui peut se montrer sur la carte.
        """
        ...

    def parcourir(
        self, filtre: Filtre, sorte: Sorte, *, apres: int = 0, nombre: int = 1000, situes: bool = False
    ) -> tuple[Trouve, ...]:
        """Les fiches suivantes, par identifiant croissant, après celui-là : un parcours à mémoire constante."""
        ...

    def lignes(
        self, filtre: Filtre, sorte: Sorte, *, apres: int = 0, nombre: int = 1000
    ) -> tuple[tuple[int, str], ...]:
        """Comme `parcourir`, sans ouvrir les fiches : (identifiant, la fiche d'un trait : voir `recherche.ligne`)."""
        ...

    def points(self, filtre: Filtre, sorte: Sorte, *, nombre: int = 1000) -> tuple[tuple[int, tuple[Point, ...]], ...]:
        """(identifiant, ses points) des fiches situées, par identifiant croissant, sans ouvrir les fiches."""
        ...

    def recents(
        self, filtre: Filtre, sorte: Sorte, *, avant: tuple[int, int] | None = None, nombre: int = 50
    ) -> tuple[Trouve, ...]:
        """Les fiches par (modifie, id) décroissants, strictement avant ce couple."""
        ...

    def lire(self, sorte: str, ids: Iterable[int]) -> tuple[Trouve, ...]:
        """Les fiches de ces identifiants, dans l'ordre demandé ; celles qui n'y sont pas manquent."""
        ...

    def mailles(self, filtre: Filtre, sorte: Sorte, niveau: int, *, nombre: int = 4000) -> Mapping[str, int]:
        """Maille de ce niveau (pair, de 2 à 12) → combien de fiches situées y ont un lieu, dans l'emprise."""
        ...

    def arcs(self, filtre: Filtre, *, nombre: int = 2000) -> Mapping[str, int]:
        """« D38>MG » → combien de relations, les plus fortes d'abord."""
        ...

    def proposer(self, texte: str, *, sortes: tuple[str, ...] = (), nombre: int = 10) -> tuple[Trouve, ...]:
        """Ce que la personne est en train d'écrire : tous les mots, le dernier par son début, les connus d'abord."""
        ...

    def familles(self, texte: str, *, nombre: int = 5) -> Mapping[str, Tranche]:
        """Une boîte pour tout : sorte → les meilleurs et leur nombre."""
        ...

    def repere(self) -> Repere:
        """Où en est l'index ; MoteurIndisponible s'il n'y en a pas de lisible."""
        ...

    def empreintes(self, sorte: str) -> Iterator[tuple[int, str]]:
        """(identifiant, empreinte) de chaque document d'une sorte, par identifiant croissant."""
        ...

    def ecrire(self, documents: Iterable[Document], retires: Iterable[tuple[str, int]], repere: Repere) -> None:
        """Remplacer ces documents, ôter ceux-là, avancer le repère : tout ou rien, visible ensuite."""
        ...

    def reconstruire(self, documents: Iterable[Document], repere: Repere) -> int:
        """Tout refaire à côté, puis basculer d'un coup ; rendre le nombre de documents."""
        ...
