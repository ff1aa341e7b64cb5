"""Ce qu'une source déclare, mis dans les mots du métier avant d'être écrit."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jumelles.acteurs.designation import Partie

__all__ = ["DeclarationProjet", "DeclarationRelation", "Dit", "FinancementDit", "Partie"]


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
    relu: bool = False  # une personne a décidé depuis : le même brut dit autre chose


@dataclass(frozen=True, slots=True)
class FinancementDit:
    """Un montant, à une étape, par un payeur nommé (nature bailleur si absent du référentiel).

    partie : le payeur, quand la source dit qui c'est au juste (une collectivité reconnue).
    """

    payeur: str
    montant: Decimal
    etape: str
    nature: str = "numeraire"
    annee: int | None = None
    devise: str = "EUR"
    partie: Partie | None = None


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
    secteur_dit: str = ""  # le libellé de la source, quand les thèmes en sont déduits
    odd: tuple[str, ...] = ()
    cadres: tuple[tuple[str, str], ...] = ()  # (code, comment), vide : non dit
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
