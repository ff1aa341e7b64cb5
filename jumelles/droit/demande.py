"""Une demande de financement : ce que l'on en sait, et ce qui s'en calcule. Inconnu n'est pas zéro."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from jumelles.droit.montants import exiger_montant

FAITS: Final = frozenset({
    "apd", "atlas", "comptes_rendus", "engagement", "maitrise_projet", "marqueur_genre", "ong", "opap",
    "outre_mer_ou_corse", "pays_apd", "pma",
})  # fmt: skip


class DemandeIncoherente(ValueError):
    """Un fait inconnu ou dit vrai et faux, un nombre négatif, une part plus grande que le tout."""


@dataclass(frozen=True, slots=True)
class DemandeAppel:
    """Montants en euros, None s'ils sont inconnus. demandeur : un code (« collectivite », « osim »…) ; pays : ISO 2.

    montant : ce que l'on demande ; apport_collectivites : part des collectivités françaises, dont apport_valorise
    (temps passé…) ; apport_partenaires, apport_autres : le reste ; oui, non : les faits dits vrais ou faux.
    """

    demandeur: str | None = None
    montant: Decimal | None = None
    cout_total: Decimal | None = None
    apport_collectivites: Decimal | None = None
    apport_valorise: Decimal | None = None
    apport_partenaires: Decimal | None = None
    apport_autres: Decimal | None = None
    pays: str | None = None
    jour: date | None = None
    collectivites: int | None = None
    participants: int | None = None
    jours: int | None = None
    jours_action: int | None = None
    anciennete: int | None = None
    oui: frozenset[str] = frozenset()
    non: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for montant in self._montants():
            exiger_montant(montant)
        nombres = (self.collectivites, self.participants, self.jours, self.jours_action, self.anciennete)
        if any(n is not None and n < 0 for n in nombres):
            raise DemandeIncoherente("un nombre négatif")
        if (self.oui | self.non) - FAITS or self.oui & self.non:
            raise DemandeIncoherente(f"faits inconnus, ou dits vrais et faux : {sorted(self.oui | self.non)}")
        for part, tout in ((self.apport_valorise, self.apport_collectivites), (self.montant, self.cout_total)):
            if part is not None and tout is not None and part > tout:
                raise DemandeIncoherente(f"une part ({part}) plus grande que le tout ({tout})")

    def sait(self, fait: str) -> bool | None:
        """Vrai, faux, ou None si l'on n'en sait rien."""
        if fait == "ong" and self.demandeur is not None:
            return self.demandeur == "ong"
        return True if fait in self.oui else False if fait in self.non else None

    def mesurer(self, champ: str) -> Decimal | str | None:
        """Ce que vaut un champ ; None s'il est inconnu ; KeyError s'il n'existe pas."""
        return CHAMPS[champ](self)

    def mesurer_ou_rien(self, champ: str) -> Decimal | str | None:
        """De même, mais None pour un fait, qui ne se mesure pas."""
        return self.mesurer(champ) if champ in CHAMPS else None

    def _montants(self) -> tuple[Decimal | None, ...]:
        return (
            self.montant, self.cout_total, self.apport_collectivites, self.apport_valorise, self.apport_partenaires,
            self.apport_autres,
        )  # fmt: skip


def part(de: Decimal | None, sur: Decimal | None) -> Decimal | None:
    """En pour cent, sans arrondi : un plafond de 70 % se juge au centime ; None si l'un manque ou si sur vaut zéro."""
    return None if de is None or not sur else de * 100 / sur


def _part_locale(d: DemandeAppel) -> Decimal | None:
    if d.apport_collectivites is None or d.apport_partenaires is None:
        return None
    return part(d.apport_collectivites + d.apport_partenaires, d.cout_total)


def _ecart_budget(d: DemandeAppel) -> Decimal | None:
    parts = (d.montant, d.apport_collectivites, d.apport_partenaires, d.apport_autres)
    if d.cout_total is None or None in parts:
        return None
    return abs(d.cout_total - sum((p for p in parts if p is not None), Decimal(0)))


def _nombre(valeur: int | None) -> Decimal | None:
    return None if valeur is None else Decimal(valeur)


CHAMPS: Final[dict[str, Callable[[DemandeAppel], Decimal | str | None]]] = {
    "demandeur": lambda d: d.demandeur,
    "pays": lambda d: d.pays,
    "montant": lambda d: d.montant,
    "cout_total": lambda d: d.cout_total,
    "taux": lambda d: part(d.montant, d.cout_total),
    "part_collectivites": lambda d: part(d.apport_collectivites, d.cout_total),
    "part_valorisee": lambda d: part(d.apport_valorise, d.apport_collectivites),
    "part_locale": _part_locale,
    "ecart_budget": _ecart_budget,
    "collectivites": lambda d: _nombre(d.collectivites),
    "participants": lambda d: _nombre(d.participants),
    "jours": lambda d: _nombre(d.jours),
    "jours_action": lambda d: _nombre(d.jours_action),
    "anciennete": lambda d: _nombre(d.anciennete),
}
