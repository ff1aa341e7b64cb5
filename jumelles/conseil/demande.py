"""Ce que l'on demande au conseil. Ce qui n'est pas dit reste inconnu, et l'ordre ne compte pas."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.demande import DemandeAppel
from jumelles.referentiel.codes import is_iso2
from jumelles.referentiel.thesaurus import themes


class ConseilIncoherent(ValueError):
    """Un besoin, un thème ou un pays inconnu, un nombre négatif, deux dires contraires."""


class Besoin(StrEnum):
    """Les besoins de C5.4."""

    FINANCEMENT = "financement"
    METHODE = "methode"
    MOBILITE = "mobilite"
    EXPERTISE = "expertise"
    RELAIS_CITOYEN = "relais_citoyen"
    CREDIBILITE = "credibilite"
    ECONOMIE = "economie"
    CONTINUITE = "continuite"
    EVALUER_LE_CHANGEMENT = "evaluer_le_changement"


_APD = frozenset({"pays_apd"})
_GROUPEMENTS = (TypeCollectivite.EPCI, TypeCollectivite.SYNDICAT_MIXTE)


@dataclass(frozen=True, slots=True)
class DemandeConseil:
    """besoins, themes (codes du référentiel) : sans ordre ni doublon ; pays : ISO 2 ; habitants : ceux du demandeur.

    pays_apd : le pays est éligible à l'aide publique au développement (None : inconnu) ; jour : celui du conseil.
    """

    besoins: tuple[Besoin, ...] = ()
    themes: tuple[str, ...] = ()
    pays: str | None = None
    type: TypeCollectivite | None = None
    habitants: int | None = None
    pays_apd: bool | None = None
    jour: date | None = None

    def __post_init__(self) -> None:
        try:
            besoins = {Besoin(b) for b in self.besoins}
        except ValueError as faute:
            raise ConseilIncoherent(str(faute)) from faute
        object.__setattr__(self, "besoins", tuple(b for b in Besoin if b in besoins))
        object.__setattr__(self, "themes", tuple(sorted(set(self.themes))))
        if inconnus := set(self.themes) - ascendants().keys():
            raise ConseilIncoherent(f"thèmes inconnus : {', '.join(sorted(inconnus))}")
        if self.pays is not None and not is_iso2(self.pays):
            raise ConseilIncoherent(f"pays : {self.pays!r}")
        if self.habitants is not None and self.habitants < 0:
            raise ConseilIncoherent("un nombre négatif")

    def completer(self, dossier: DemandeAppel | None = None) -> DemandeAppel:
        """Le dossier, avec ce que la demande en sait de plus ; ConseilIncoherent si l'un contredit l'autre."""
        dit = dossier or DemandeAppel()
        paires = ((dit.pays, self.pays), (dit.jour, self.jour), (dit.sait("pays_apd"), self.pays_apd))
        if any(a is not None and b is not None and a != b for a, b in paires):
            raise ConseilIncoherent("le dossier contredit la demande")
        oui, non = (_APD if self.pays_apd is voulu else frozenset[str]() for voulu in (True, False))
        return replace(
            dit, demandeur=dit.demandeur or self._demandeur, pays=dit.pays or self.pays, jour=dit.jour or self.jour,
            oui=dit.oui | oui, non=dit.non | non,
        )  # fmt: skip

    @property
    def _demandeur(self) -> str | None:
        """Ce que le type suffit à dire à un appel."""
        return None if self.type is None else "groupement" if self.type in _GROUPEMENTS else "collectivite"


@cache
def ascendants() -> dict[str, frozenset[str]]:
    """Pour chaque thème, lui-même et ceux qui le contiennent."""
    connus: dict[str, frozenset[str]] = {}
    for terme in themes():
        connus[terme.code] = frozenset({terme.code}) | connus.get(terme.parent, frozenset())
    return connus


def se_rejoignent(uns: Iterable[str], autres: Iterable[str]) -> bool:
    """Vrai si un thème des uns est un thème des autres, le contient ou y est contenu."""
    return _rejoints(tuple(uns), tuple(autres))


@lru_cache(maxsize=4096)
def _rejoints(uns: tuple[str, ...], autres: tuple[str, ...]) -> bool:
    paires = ((ascendants()[a], a, ascendants()[b], b) for a in uns for b in autres)
    return any(a in de_b or b in de_a for de_a, a, de_b, b in paires)
