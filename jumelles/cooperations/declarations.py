"""Ce qu'une source déclare, mis dans les mots du métier avant d'être écrit."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Partie:
    """Une partie nommée par une source.

    L'une des deux : collectivite_code (collectivité française reconnue) ou, à l'étranger,
    pays (ISO 2) et nom, avec geonameid quand le lieu est reconnu. Degrés décimaux WGS84.
    """

    nom: str
    pays: str
    collectivite_code: str = ""
    au_titre_de_code: str = ""  # commune déléguée ou ancienne collectivité nommée par la source
    geonameid: int | None = None
    niveau: str = "non_renseigne"
    nature: str = ""  # NatureActeur ; vide : collectivité si code, sinon autorité étrangère
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Dit:
    """Qui dit, où, quand : l'enveloppe de toute déclaration."""

    source_code: str
    cle: str  # identifiant stable de l'enregistrement dans sa source
    numero: int  # ligne du fichier
    brut: dict[str, Any]
    releve_le: date
    date_information: str = ""
    adresse: str = ""
    certitude: str = "dite"
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FinancementDit:
    """Un montant, à une étape, par un payeur nommé (nature bailleur si absent du référentiel)."""

    payeur: str
    montant: Decimal
    etape: str
    nature: str = "numeraire"
    annee: int | None = None
    devise: str = "EUR"


@dataclass(frozen=True, slots=True)
class DeclarationProjet:
    """Un projet dit par une source ; porteurs et partenaires sont des parties."""

    dit: Dit
    titre: str
    porteurs: tuple[Partie, ...]
    partenaires: tuple[Partie, ...] = ()
    pays: tuple[str, ...] = ()
    contexte: str = ""
    debut: str = ""
    fin: str = ""
    etat_dit: str = ""
    dispositif: str = ""
    themes: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    financements: tuple[FinancementDit, ...] = ()
    adosse_a_relation: bool = False  # créer ou retrouver la relation entre porteur et partenaires


@dataclass(frozen=True, slots=True)
class DeclarationRelation:
    """Un lien durable dit par une source.

    champs : sous-ensemble de {nature, autres_natures, intitule, debut, premiere_convention, fin, etat,
    etat_depuis, dimensions, themes, odd, note}. Un champ absent n'est pas dit ; None n'existe pas.
    """

    dit: Dit
    parties: tuple[Partie, ...]
    champs: dict[str, Any] = field(default_factory=dict)
