"""Les mots du dépôt : ce qu'on a trouvé dans un fichier, et ce que la personne en dit."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jumelles.provenance.enums import NatureSource
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.limites import limites
from jumelles.sources.fiche import Bornes, FicheSource
from jumelles.sources.problemes import Probleme

Format = Literal["csv", "xlsx", "ods", "geojson", "json", "iati"]
PREFIXE = "depot-"


@dataclass(frozen=True, slots=True)
class LigneDeFichier:
    """Une ligne : son numéro (comme le tableur l'affiche ; le rang de l'objet en GeoJSON, JSON, IATI), ses cellules
    sous le nom de leur colonne ; probleme si elle est illisible, et alors cellules est ce qu'on en a pu lire. total :
    ce qu'elle dit si elle ne fait que compter les autres (« 300 jumelages »)."""

    numero: int
    cellules: dict[str, str]
    probleme: Probleme | None = None
    total: str = ""


@dataclass(frozen=True, slots=True)
class Feuille:
    """Une feuille d'un classeur ; masquee : le tableur ne la montre pas, on ne la lit que si on la choisit."""

    nom: str
    masquee: bool = False


@dataclass(frozen=True, slots=True)
class Examen:
    """Ce que l'on sait d'un fichier avant d'en rien faire.

    codage, separateur : d'un CSV, en clair. ligne_entete : de 1 à 30. lignes : de données, comptées. exemples : les
    vingt premières. problemes : ce qu'il faut savoir, sans bloquer. source_connue : code d'une source que
    `jumelles importer` lit déjà, ou "". retrouvee : la correspondance vient d'un dépôt précédent de ces colonnes.
    """

    fichier: str
    format: Format
    empreinte: str
    entete: tuple[str, ...]
    exemples: tuple[LigneDeFichier, ...]
    lignes: int
    correspondance: Correspondance
    codage: str = ""
    separateur: str = ""
    feuilles: tuple[Feuille, ...] = ()
    feuille: str = ""
    ligne_entete: int = 1
    problemes: tuple[Probleme, ...] = ()
    source_connue: str = ""
    retrouvee: bool = False


@dataclass(frozen=True, slots=True)
class FicheDepot:
    """Ce que la personne dit de son fichier. slug : l'identité de la source, la même pour le fichier suivant.

    date_information : de quand datent les faits (« 2024 », « 2024-05 »), vide si on ne le sait pas ; releve_le : quand
    on a eu le fichier. editeur et licence ne peuvent être vides.
    """

    slug: str
    nom: str
    editeur: str
    licence: str
    adresse: str = ""
    date_information: str = ""
    releve_le: date | None = None
    nature: str = field(default=NatureSource.DECLARATION.value)
    description: str = ""
    limites: str = ""

    @property
    def code(self) -> str:
        """Le code de la source : « depot-jumelages-bretagne »."""
        return code_de(self.slug)

    def en_fiche_source(self) -> FicheSource:
        """La même, telle que l'import la range ; ses bornes sont celles des dépôts."""
        return FicheSource(
            code=self.code, nom=self.nom, editeur=self.editeur, licence=self.licence, adresse=self.adresse,
            millesime=self.date_information, frequence="ponctuelle", nature=self.nature,
            bornes={"lignes": Bornes(1, limites().lignes)}, date_information=self.date_information,
            releve_le=self.releve_le, description=self.description, limites=self.limites,
        )  # fmt: skip


def code_de(slug: str) -> str:
    """Le code de source de ce dépôt ; un tiret et non deux-points : le code est aussi une adresse."""
    return f"{PREFIXE}{slug}"
