"""Le rapport neutre : ce qu'un document dit, sans rien savoir de la page qui le portera.

Tout texte est du texte : une balise, une accolade ou un croisillon s'y lisent tels quels dans chaque sortie.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jumelles.documents.proprete import assainir
from jumelles.documents.refus import DocumentRefuse

NIVEAUX_DE_TITRE = (1, 2, 3)


class Niveau(StrEnum):
    """Ce qu'un encadré demande à qui le lit ; la valeur est le mot écrit."""

    A_VERIFIER = "À vérifier"
    ATTENTION = "Attention"
    OPINION = "Opinion"


class Alignement(StrEnum):
    """De quel côté une colonne se range."""

    GAUCHE = "gauche"
    DROITE = "droite"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Texte:
    """Des mots à la suite, forts (gras) ou en italique."""

    texte: str
    fort: bool = False
    italique: bool = False


@dataclass(frozen=True, slots=True)
class Lien:
    """Des mots qui mènent ailleurs. adresse : http, https ou mailto ; une autre n'est pas suivie, le texte reste."""

    texte: str
    adresse: str


@dataclass(frozen=True, slots=True)
class Note:
    """D'où vient un fait : la source et sa date, en toutes lettres. Deux notes égales n'en font qu'une, en fin."""

    source: str
    date: str = ""
    adresse: str = ""


@dataclass(frozen=True, slots=True)
class Chiffre:
    """Une valeur déjà mise en mots (« 1 718 », « 4,9 % »), et d'où elle vient."""

    valeur: str
    source: str
    date: str = ""
    adresse: str = ""

    @property
    def note(self) -> Note:
        return Note(self.source, self.date, self.adresse)


@dataclass(frozen=True, slots=True)
class Appel:
    """Le renvoi à une note, par son numéro à partir de 1. Posé par la mise au net, jamais par l'auteur du rapport."""

    numero: int


Morceau = Texte | Lien | Chiffre | Note | Appel
Contenu = str | Morceau | tuple[str | Morceau, ...]


@dataclass(frozen=True, slots=True)
class Titre:
    """Un titre de partie. niveau : 1 à 3 ; on ne descend que d'un niveau à la fois.

    replie : à l'écran, la partie de niveau 1 attend qu'on l'ouvre ; sur papier et dans un fichier, tout est là.
    """

    texte: str
    niveau: int = 1
    replie: bool = False

    def __post_init__(self) -> None:
        if self.niveau not in NIVEAUX_DE_TITRE:
            raise DocumentRefuse(f"Un titre est de niveau 1, 2 ou 3, pas {self.niveau} : « {self.texte} ».")
        if not assainir(self.texte):
            raise DocumentRefuse("Un titre ne peut pas être vide.")


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """Un alinéa."""

    contenu: Contenu


@dataclass(frozen=True, slots=True)
class Liste:
    """Une liste à un seul étage, à puces ou numérotée."""

    elements: tuple[Contenu, ...]
    numerotee: bool = False


@dataclass(frozen=True, slots=True)
class Tableau:
    """Un tableau. legende : ce qu'il montre, obligatoire ; lignes : autant de cellules que d'en-têtes.

    unites : une par colonne, vide si sans unité, écrite après l'en-tête (« Montant (euros) ») ;
    alignements : un par colonne, à gauche sinon ; entete_de_ligne : la première cellule nomme sa ligne ;
    a_remplir : ses cellules vides s'écrivent à la main, hautes de 9 mm au moins et larges.
    """

    legende: Contenu
    entetes: tuple[str, ...]
    lignes: tuple[tuple[Contenu, ...], ...]
    unites: tuple[str, ...] = ()
    alignements: tuple[Alignement, ...] = ()
    entete_de_ligne: bool = True
    a_remplir: bool = False

    def __post_init__(self) -> None:
        colonnes = len(self.entetes)
        if not self.legende:
            raise DocumentRefuse("Un tableau doit avoir une légende qui dit ce qu’il montre.")
        if not colonnes or not all(map(assainir, self.entetes)):
            raise DocumentRefuse("Chaque colonne d’un tableau doit avoir un en-tête.")
        for rang, ligne in enumerate(self.lignes, 1):
            if len(ligne) != colonnes:
                raise DocumentRefuse(f"La ligne {rang} a {len(ligne)} cellules pour {colonnes} colonnes.")
        for propre in (self.unites, self.alignements):
            if propre and len(propre) != colonnes:
                raise DocumentRefuse(f"{len(propre)} unités ou alignements pour {colonnes} colonnes.")


@dataclass(frozen=True, slots=True)
class Figure:
    """Une image. image : octets SVG ou PNG ; alternative : ce qu'elle dit à qui ne la voit pas, obligatoire.

    legende : ce qu'on voit, avec sa note ; largeur : pour cent de la colonne, de 10 à 100.
    """

    image: bytes
    alternative: str
    legende: Contenu
    largeur: int = 100

    def __post_init__(self) -> None:
        if not assainir(self.alternative or ""):
            raise DocumentRefuse("Une figure doit avoir un texte de remplacement, pour qui ne la voit pas.")
        if not self.legende:
            raise DocumentRefuse("Une figure doit avoir une légende qui dit ce qu’on voit.")
        if not 10 <= self.largeur <= 100:
            raise DocumentRefuse(f"La largeur d’une figure va de 10 à 100 %, pas {self.largeur}.")


@dataclass(frozen=True, slots=True)
class Encadre:
    """Un avis mis à part : à vérifier, attention ou opinion. Le mot est écrit, la couleur ne dit rien seule."""

    niveau: Niveau
    paragraphes: tuple[Contenu, ...]


@dataclass(frozen=True, slots=True)
class Fiche:
    """Une liste de définitions : (terme, ce qu'on en dit)."""

    entrees: tuple[tuple[str, Contenu], ...]


@dataclass(frozen=True, slots=True)
class SautDePage:
    """La suite commence sur une page neuve, là où il y a des pages."""


Bloc = Titre | Paragraphe | Liste | Tableau | Figure | Encadre | Fiche | SautDePage


@dataclass(frozen=True, slots=True)
class Rapport:
    """Un document entier. langue : « fr » ou « fr-FR » ; jour : celui où il est fait, qui date aussi le fichier.

    serre : là où il y a des pages, le même texte en moins de pages, et ses sources en petit sur deux colonnes.
    """

    titre: str
    auteur: str
    jour: date
    blocs: tuple[Bloc, ...]
    sous_titre: str = ""
    langue: str = "fr-FR"
    serre: bool = False
