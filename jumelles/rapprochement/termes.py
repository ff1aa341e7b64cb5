"""Les mots du rapprochement : ce qu’une ligne dit, ce que l’on connaît, ce que l’on en juge."""

from dataclasses import dataclass, field
from enum import StrEnum


class Issue(StrEnum):
    """Ce que vaut la réponse : on tient, on hésite, ou rien ne convient."""

    ACCEPTE = "accepté"
    A_REVOIR = "à revoir"
    ECARTE = "écarté"


@dataclass(frozen=True, slots=True)
class Mention:
    """Un nom tel qu'une ligne le dit, et les indices qu'elle porte ; tout peut manquer sauf le nom.

    pays : ISO 2 ; niveaux : catégories admises (commune, cc, departement…), vide si la ligne n'en dit rien ;
    departement : code (« 59 », « 2A ») ou nom, ou plusieurs séparés par « | » ; exclus : les refs qu'une personne a
    écartées ; entier : seul le nom entier, lettre pour lettre, compte ; population en habitants ; degrés WGS84 ;
    identifiants : « siren:213801855 », « insee:38185 », « rna:W381000000 », « geonames:2990969 ».
    """

    nom: str
    pays: str = ""
    niveaux: frozenset[str] = frozenset()
    departement: str = ""
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    identifiants: tuple[str, ...] = ()
    partenaire: str = ""
    exclus: frozenset[str] = frozenset()
    entier: bool = False


@dataclass(frozen=True, slots=True)
class Entite:
    """Une chose connue. ref : « collectivite:38185 », « lieu:2990969 », « acteur:12 » ; degrés WGS84.

    departement : code français ; division : nom de la première division, à l'étranger ; vivante : existe aujourd'hui ;
    fin : année où elle a cessé d'exister seule, None si on l'ignore ou si elle existe.
    """

    ref: str
    nom: str
    niveau: str = ""
    pays: str = ""
    departement: str = ""
    division: str = ""
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    vivante: bool = True
    fin: int | None = None

    @property
    def code(self) -> str:
        """Ce qui suit la sorte : « 38185 »."""
        return self.ref.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Proposition:
    """Une entité proposée : par quel nom, avec quel score (de 0 à 1), pour quelles raisons en français.

    par : l'entité d'hier qui portait ce nom (commune fusionnée, ancienne région), ou None. contredite : la ligne dit, à
    côté du nom, ce qui ne va pas avec elle (autre niveau, autre département…).
    """

    entite: Entite
    nom: str
    score: float
    raisons: tuple[str, ...]
    par: Entite | None = None
    contredite: bool = False


@dataclass(frozen=True, slots=True)
class Reponse:
    """Ce que l'on juge d'une mention. score : part de chances que la première soit la bonne ; marge : avance sur la 2e.

    propositions : de la plus probable à la moins probable, celles entre lesquelles une personne choisirait.
    """

    issue: Issue
    score: float
    raisons: tuple[str, ...]
    propositions: tuple[Proposition, ...] = field(default=())

    @property
    def retenue(self) -> Proposition | None:
        """Celle que la machine accepte seule, ou None."""
        return self.propositions[0] if self.issue is Issue.ACCEPTE else None

    @property
    def seconde(self) -> Proposition | None:
        """Celle qui vient juste derrière."""
        return self.propositions[1] if len(self.propositions) > 1 else None

    @property
    def marge(self) -> float:
        """De combien la première devance la suivante, de 0 à 1."""
        scores = [p.score for p in self.propositions[:2]]
        return scores[0] - (scores[1] if len(scores) > 1 else 0.0) if scores else 0.0
