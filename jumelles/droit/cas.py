"""Un cas : quelle collectivité, et ce que l'on sait de son projet. Ce qui n'est pas dit reste inconnu."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from jumelles.droit.lecture import TableInvalide, read_lignes

CHOIX = "choix"
_NATURES = (CHOIX, "état")


class CasIncoherent(ValueError):
    """Un fait inconnu, ou dit à la fois vrai et faux."""


class TypeCollectivite(StrEnum):
    """Les six colonnes du tableau. Outre-mer : une collectivité d'outre-mer dont le niveau n'est pas dit."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    SYNDICAT_MIXTE = "syndicat_mixte"
    OUTRE_MER = "outre_mer"


@dataclass(frozen=True, slots=True)
class Fait:
    """Une chose vraie ou fausse d'un projet. Un choix non dit est faux ; un état non dit est inconnu."""

    code: str
    nature: str
    phrase: str


@cache
def faits() -> dict[str, Fait]:
    """Tous les faits qu'une règle peut regarder, par code."""
    lus = [Fait(x["code"], x["nature"], x["phrase"]) for x in read_lignes("faits", "code nature phrase")]
    if any(f.nature not in _NATURES for f in lus):
        raise TableInvalide("faits.csv : nature inconnue")
    return {f.code: f for f in lus}


@dataclass(frozen=True, slots=True)
class Cas:
    """oui, non : les faits dits vrais ou faux ; jour : la date où l'on juge (None : la validité n'est pas datée)."""

    type: TypeCollectivite
    oui: frozenset[str] = frozenset()
    non: frozenset[str] = frozenset()
    jour: date | None = None

    def __post_init__(self) -> None:
        if inconnus := (self.oui | self.non) - faits().keys():
            raise CasIncoherent(f"faits inconnus : {', '.join(sorted(inconnus))}")
        vrais, faux = self._deduits()
        if melange := (self.oui | vrais) & (self.non | faux):
            raise CasIncoherent(f"dits vrais et faux : {', '.join(sorted(melange))}")

    def sait(self, fait: str) -> bool | None:
        """Vrai, faux, ou None si l'on n'en sait rien ; KeyError si le fait n'existe pas."""
        vrais, faux = self._deduits()
        if fait in self.oui or fait in vrais:
            return True
        if fait in self.non or fait in faux:
            return False
        return False if faits()[fait].nature == CHOIX else None

    @property
    def colonnes(self) -> tuple[TypeCollectivite, ...]:
        """Les colonnes du tableau à lire : celle du niveau, et celle de l'outre-mer si l'on y est."""
        if self.type is not TypeCollectivite.OUTRE_MER and self.sait("outre_mer"):
            return (self.type, TypeCollectivite.OUTRE_MER)
        return (self.type,)

    def _deduits(self) -> tuple[frozenset[str], frozenset[str]]:
        """Ce que le type de collectivité suffit à dire : vrai, faux."""
        return _DEDUITS[self.type]


_REGION, _OUTRE_MER, _RIEN = frozenset({"niveau_region"}), frozenset({"outre_mer"}), frozenset[str]()
_DEDUITS = dict.fromkeys(TypeCollectivite, (_RIEN, _REGION)) | {
    TypeCollectivite.REGION: (_REGION, _RIEN),
    TypeCollectivite.OUTRE_MER: (_OUTRE_MER, _RIEN),
}
