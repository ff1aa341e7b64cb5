"""Les mots du doublon : ce que l'on compare, et ce que l'on en dit."""

from dataclasses import dataclass
from enum import StrEnum


class ConstatPaire(StrEnum):
    """Ce que la machine propose de deux fiches ; elle ne fond jamais rien elle-même."""

    DOUBLON = "doublon"
    TRANCHE = "tranche d’un même programme"
    A_REVOIR = "à revoir"
    NON = "non"


@dataclass(frozen=True, slots=True)
class PartieNommee:
    """Une partie d'un lien ou d'un projet. ref : « acteur:12 » ; lieu : « collectivite:38185 », « lieu:2990969 ».

    lieu vide : non rattachée ; niveau : « ville », « province », « region »…, vide si nul ne le dit.
    """

    ref: str
    nom: str
    pays: str = ""
    lieu: str = ""
    niveau: str = ""


@dataclass(frozen=True, slots=True)
class FicheAction:
    """Un lien ou un projet. ref : « relation:5 », « projet:7 » ; années entières, None si elles ne sont pas dites.

    parties : sans les bailleurs, qui sont de tous les projets ; pays : ISO 2 ; famille : sorte de lien (« lien »,
    « gect »…) ; montants : en euros, écrits ; identifiants : « afd:CBF1299 », sous le nom de qui les donne.
    """

    ref: str
    parties: tuple[PartieNommee, ...]
    titre: str = ""
    pays: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    debut: int | None = None
    fin: int | None = None
    famille: str = ""
    montants: frozenset[str] = frozenset()
    identifiants: frozenset[str] = frozenset()

    @property
    def sorte(self) -> str:
        """« relation » ou « projet »."""
        return self.ref.partition(":")[0]


@dataclass(frozen=True, slots=True)
class FicheStructure:
    """Une structure de l'annuaire. lieu : comme une PartieNommee ; degrés WGS84 ; pays : ISO 2.

    partenaires : (ref, nom) de ceux avec qui elle a un lien ; lies : refs avec qui elle partage un lien.
    """

    ref: str
    nom: str
    pays: str = ""
    sigle: str = ""
    nature: str = ""
    niveau: str = ""
    siren: str = ""
    rna: str = ""
    lieu: str = ""
    lat: float | None = None
    lon: float | None = None
    partenaires: frozenset[tuple[str, str]] = frozenset()

    @property
    def sorte(self) -> str:
        """« acteur »."""
        return self.ref.partition(":")[0]


Fiche = FicheAction | FicheStructure


def deux_lieux(un: str, autre: str) -> bool:
    """Vrai si deux références de même sorte désignent deux lieux ; d'une sorte à l'autre, on n'en sait rien."""
    return un != autre and bool(un) and un.partition(":")[0] == autre.partition(":")[0]


@dataclass(frozen=True, slots=True)
class PairePossible:
    """Deux fiches, ce que l'on en pense, et pourquoi. score de 0 à 1 : part de chances qu'elles soient la même chose.

    raisons : en français, une par trait qui a une phrase ; acteurs_a_fondre : les parties que seul leur nom rapproche,
    deux par deux : c'est d'elles qu'il faut décider d'abord.
    """

    gauche: str
    droite: str
    constat: ConstatPaire
    score: float
    traits: tuple[str, ...]
    raisons: tuple[str, ...]
    acteurs_a_fondre: tuple[tuple[str, str], ...] = ()
