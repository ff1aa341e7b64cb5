"""Les mots de la revue : un nom qui attend, ce qu'on en propose, ce qu'une décision a changé."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from jumelles.cooperations.requetes.liens_connus import LienConnu


@dataclass(frozen=True, slots=True)
class NomEnAttente:
    """Un nom que personne n'a encore reconnu. bloquees : lignes qui n'entrent pas sans lui ; placees : lignes entrées

    sans son lieu. score : part de chances que la première proposition soit la bonne, None si rien n'est proposé.
    situee : la première, avec son département ou son pays ; departement et partenaire : ceux que dit la ligne.
    """

    id: int
    nom: str
    pays: str
    source_code: str
    source_nom: str
    score: float | None
    premiere: str
    bloquees: int
    placees: int
    situee: str = ""
    departement: str = ""
    partenaire: str = ""


@dataclass(frozen=True, slots=True)
class PageRevue:
    """Une page de la file : éléments, total, numéro (à partir de 1), pages."""

    elements: tuple[NomEnAttente, ...]
    total: int
    numero: int
    pages: int


@dataclass(frozen=True, slots=True)
class ResteRevue:
    """Ce qu'il reste à décider : des noms, et les lignes qu'ils retiennent dehors ou laissent sans lieu."""

    noms: int
    bloquees: int
    placees: int


@dataclass(frozen=True, slots=True)
class LigneCitee:
    """Une ligne d'une source, telle qu'elle l'a donnée."""

    numero: int
    fichier: str
    source_code: str
    source_nom: str
    releve_le: Any
    entree: bool
    cellules: tuple[tuple[str, str, bool], ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trait:
    """Un fait comparé. accord : « pareil », « differe », ou vide si la source n'en dit rien."""

    nom: str
    ici: str
    la: str
    accord: str
    dit: str


@dataclass(frozen=True, slots=True)
class PropositionMontree:
    """Une chose que ce nom peut désigner ; rang : la touche qui la choisit ; ou : de quoi la situer ; degrés WGS84.

    connu : le lien que la base lui connaît déjà avec le partenaire que dit la ligne, ou None.
    """

    rang: int
    ref: str
    nom: str
    ou: str
    titre: str
    adresse_code: str
    score: float | None
    raisons: tuple[str, ...]
    traits: tuple[Trait, ...]
    autres_noms: tuple[str, ...]
    anciens_noms: tuple[str, ...]
    liens: int
    lat: float | None
    lon: float | None
    connu: LienConnu | None = None


@dataclass(frozen=True, slots=True)
class JugementDit:
    """Ce qu'une personne a déjà dit d'un nom : ce que c'est, qui, quand."""

    id: int
    phrase: str
    par: str
    quand: datetime


@dataclass(frozen=True, slots=True)
class FicheNom:
    """Tout ce qu'il faut pour décider d'un nom. vu : les jugements vivants que la page montre."""

    attente: NomEnAttente
    gauche: str
    mention: dict[str, Any]
    doute: str
    propositions: tuple[PropositionMontree, ...]
    lignes: tuple[LigneCitee, ...]
    nombre_lignes: int
    vu: tuple[int, ...]
    decide: JugementDit | None = None

    @property
    def autres(self) -> int:
        """Combien de lignes portent ce nom, la première mise à part."""
        return max(0, self.nombre_lignes - 1)


@dataclass(slots=True)
class Suite:
    """Ce qu'une décision a changé, en lignes. liens : combien de liens disent les lignes entrées, 0 si on l'ignore ;

    deja_connus : liens qu'une autre source disait déjà ; retirees : liens et projets qui se ferment ; restent : lignes
    qui attendent encore un autre nom ; illisibles : lignes que l'on ne sait plus relire sans le fichier. objets :
    « relation:12 », les premiers ; lots : les siens.
    """

    liens_entres: int = 0
    liens: int = 0
    liens_precises: int = 0
    projets_entres: int = 0
    projets_precises: int = 0
    deja_connus: int = 0
    hors_champ: int = 0
    fondus: int = 0
    retirees: int = 0
    restent: int = 0
    illisibles: int = 0
    objets: list[str] = field(default_factory=list)
    lots: list[int] = field(default_factory=list)

    def en_json(self) -> dict[str, Any]:
        """La même, en types JSON."""
        return asdict(self)

    @classmethod
    def depuis_json(cls, lu: dict[str, Any]) -> "Suite":
        """Relire une suite rangée avec sa décision."""
        connus = {nom: lu[nom] for nom in cls.__dataclass_fields__ if nom in lu}
        return cls(**connus)
