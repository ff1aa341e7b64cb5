"""Ce qu'une ligne d'un dépôt dit, une fois ses cellules lues : des noms, des codes, des champs du métier."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class BoutDit:
    """Un nom et ses indices, tels que lus. niveau : mot du lexique, "" si rien ne le dit ; degrés WGS84."""

    nom: str
    niveau: str = ""
    population: int | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class MontantDit:
    """Un montant lu : son étape, son année, sa monnaie, et qui paie ("" : non dit)."""

    etape: str
    montant: Decimal
    annee: int | None = None
    devise: str = "EUR"
    payeur: str = ""
    nature: str = "numeraire"


@dataclass(frozen=True, slots=True)
class LigneDite:
    """ici : collectivités françaises ; codes : leurs codes, s'ils sont dits ; pays : tels que dits.

    champs : ceux d'une relation (DeclarationRelation) ou d'un projet (titre, contexte, debut, fin, etat_dit,
    dispositif, themes, odd). beneficiaire : l'association qui porte le projet, si la collectivité le subventionne.
    """

    ici: tuple[BoutDit, ...]
    la_bas: tuple[BoutDit, ...]
    codes: tuple[str, ...] = ()
    departement: str = ""
    pays: tuple[str, ...] = ()
    champs: dict[str, Any] = field(default_factory=dict)
    montants: tuple[MontantDit, ...] = ()
    beneficiaire: str = ""
    adresse: str = ""
    date_information: str = ""
