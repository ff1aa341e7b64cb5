"""Les réponses du cœur : valeurs figées, déjà brouillées, que pages, exports et API montrent telles quelles."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PartieFiche:
    """Une partie telle qu'on peut la montrer ; cachee : le nom dit « partenaire non communiqué »."""

    acteur_id: int | None
    nom: str
    nature: str  # NatureActeur
    pays_iso2: str
    pays_nom: str
    territoire_code: str = ""  # adresse /territoires/<code>-<slug>/ si collectivité française
    au_titre_de: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = "inconnue"
    francaise: bool = False
    cachee: bool = False
    rapprochee: bool = False  # rattachée à un référentiel (COG ou GeoNames)


@dataclass(frozen=True, slots=True)
class ParoleFiche:
    """Ce qu'une source dit, champ par champ, prêt à lire ; valeurs en français."""

    affirmation_id: int
    source_code: str
    source_nom: str
    editeur: str
    licence: str
    adresse: str
    date_information: str  # date partielle ISO, vide : inconnue
    releve_le: date
    certitude: str
    auteur_humain: bool
    champs: tuple[tuple[str, str, str], ...] = ()  # (code du champ, libellé, valeur lisible)


@dataclass(frozen=True, slots=True)
class RelationBreve:
    """Une ligne de liste, de frise ou d'arc."""

    id: int
    slug: str
    titre: str  # « Grenoble – Essen »
    parties: tuple[PartieFiche, ...]
    nature: str
    nature_libelle: str
    debut: str
    premiere_convention: str
    fin: str
    etat: str
    etat_libelle: str
    etat_depuis: str
    confirmee: bool
    confirmee_le: date | None
    derniere_information: str
    divergente: bool
    interieure: bool
    sensible: bool
    demonstration: bool
    dimensions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()  # (code, nom) de chaque source qui en parle


@dataclass(frozen=True, slots=True)
class ActeFiche:
    id: int
    type_libelle: str
    intitule: str
    objet: str
    delibere_le: str
    transmis_le: str
    signe_le: str
    debut: str
    fin: str
    resilie_le: str
    montant_previsionnel: Decimal | None
    etat: str
    etat_libelle: str


@dataclass(frozen=True, slots=True)
class InstrumentFiche:
    type: str
    type_libelle: str
    intitule: str
    pays_iso2: str
    pays_nom: str
    lieu_nom: str
    debut: str
    fin: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class FinancementFiche:
    payeur_id: int | None
    payeur: str
    annee: int | None
    nature_libelle: str
    etape: str
    etape_libelle: str
    montant: Decimal
    devise: str
    source_nom: str
    source_code: str


@dataclass(frozen=True, slots=True)
class ProjetBref:
    id: int
    slug: str
    titre: str
    porteurs: tuple[PartieFiche, ...]
    pays: tuple[tuple[str, str], ...]  # (iso2, nom)
    debut: str
    fin: str
    statut: str
    statut_libelle: str
    dispositif: str
    derniere_information: str
    sensible: bool
    demonstration: bool
    themes: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    cadres: tuple[str, ...] = ()  # ceux que quelqu'un dit ; tus sous un masque


@dataclass(frozen=True, slots=True)
class CadreDit:
    """Quelqu'un dit que le projet s'inscrit dans un cadre. comment : vide s'il ne le dit pas ; dit_par : au nom de qui.

    repris : vrai si une personne peut le reprendre (`retirer_d_un_cadre`) ; ce que dit un fichier, non.
    """

    affirmation_id: int
    comment: str
    dit_par: str
    source_code: str
    source_nom: str
    adresse: str
    date_information: str
    releve_le: date
    repris: bool


@dataclass(frozen=True, slots=True)
class CadreFiche:
    """Un cadre du projet : qui le dit et comment, ou de quoi on le déduit ; jamais l'un pour l'autre.

    deduit_de : (de quoi, pourquoi, état de la déduction) ; etat : celui du cadre lui-même.
    """

    code: str
    libelle: str
    sorte: str
    sorte_libelle: str
    etat: str
    dits: tuple[CadreDit, ...] = ()
    deduit_de: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProjetFiche:
    bref: ProjetBref
    contexte: str
    objectifs: str
    resultats: str
    etat_dit: str
    participations: tuple[tuple[str, str, PartieFiche, str], ...]  # (rôle, libellé, partie, apport)
    lieux: tuple[tuple[str, str, str], ...]  # (iso2, pays, nom du lieu)
    financements: tuple[FinancementFiche, ...]
    total_par_etape: tuple[tuple[str, str, Decimal, str], ...]  # (étape, libellé, total, devise)
    relations: tuple[RelationBreve, ...]
    paroles: tuple[ParoleFiche, ...]
    cadres: tuple[CadreFiche, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationFiche:
    breve: RelationBreve
    intitule: str
    autres_natures: tuple[str, ...]
    repris_par: PartieFiche | None
    actes: tuple[ActeFiche, ...]
    instruments: tuple[InstrumentFiche, ...]
    projets: tuple[ProjetBref, ...]
    paroles: tuple[ParoleFiche, ...]
    lieux: tuple[tuple[str, str, str, str], ...] = ()  # (iso2, pays, nom du lieu, précision en clair)
    divergences: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()  # (champ, libellé, ((valeur, source)…))


@dataclass(frozen=True, slots=True)
class Compte:
    """Un nombre avec sa définition : ce qui est compté, à quelle date, selon quoi."""

    nombre: int
    libelle: str
    definition: str
    sources: tuple[str, ...] = ()
    date_information: str = ""


@dataclass(frozen=True, slots=True)
class Fraicheur:
    """« 8 liens confirmés sur 20 » et la dernière information connue."""

    confirmees: int
    total: int
    derniere_information: str


@dataclass(frozen=True, slots=True)
class Page:
    """Une page d'une liste : éléments, total, numéro (à partir de 1), nombre de pages."""

    elements: tuple[RelationBreve, ...] | tuple[ProjetBref, ...]
    total: int
    numero: int
    pages: int
    suivants: dict[str, int] = field(default_factory=dict)
