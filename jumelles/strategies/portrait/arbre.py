"""L'arbre du portrait : des valeurs figées, que la page, les documents et le JSON lisent toutes."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from jumelles.cooperations.fiches import Fraicheur, PartieFiche, ProjetBref, RelationBreve
from jumelles.cooperations.requetes.actes import ActeDeLien
from jumelles.cooperations.requetes.financements import FinancementConnu
from jumelles.cooperations.requetes.projets_reunis import ActeurAssocie
from jumelles.strategies.frise import Frise
from jumelles.strategies.portrait.alentours import Englobante, SurPlace, Voisine
from jumelles.strategies.portrait.comparaison import Comparaison
from jumelles.strategies.portrait.installes import Installee
from jumelles.territoires.requetes import TerritoireFiche


@dataclass(frozen=True, slots=True)
class LienVu:
    """Un lien, vu du territoire : les autres parties, et leur nom d'un trait."""

    relation: RelationBreve
    autres: tuple[PartieFiche, ...]
    nom: str
    pays: str  # noms des pays étrangers, d'un trait


@dataclass(frozen=True, slots=True)
class PartDite:
    """Un thème, un ODD, une dimension : combien de liens, combien de projets. On compte dans chacun."""

    code: str
    nom: str
    liens: int
    projets: int


@dataclass(frozen=True, slots=True)
class Manque:
    """Ce qu'aucune source ne dit : combien de liens sur combien, et la phrase entière."""

    combien: int
    sur: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """Un territoire, au jour dit : ce qu'il fait, ce que font les autres, ce que l'on ne sait pas, et qui le dit.

    projets : les plus récents ; projets_nombre : tous. associes_nombre : structures associées, montrées ou non.
    """

    le: date
    territoire: TerritoireFiche
    acteur_id: int | None
    liens: tuple[LienVu, ...]
    interieures: tuple[RelationBreve, ...]
    frise: Frise[RelationBreve]
    actes: tuple[ActeDeLien, ...]
    projets: tuple[ProjetBref, ...]
    projets_nombre: int
    fraicheur: Fraicheur
    pays: tuple[tuple[str, str], ...]  # (iso2, nom), sans double
    premiere_annee: str
    dimensions: tuple[PartDite, ...]
    themes: tuple[PartDite, ...]
    odd: tuple[PartDite, ...]
    argent: tuple[FinancementConnu, ...]
    associes: tuple[ActeurAssocie, ...]
    associes_nombre: int
    sur_place: SurPlace | None
    englobantes: tuple[Englobante, ...]
    voisines: tuple[Voisine, ...]
    voisines_rayon_km: int
    comparaison: Comparaison
    manques: tuple[Manque, ...]
    sources: tuple[tuple[str, str], ...]
    installees: tuple[Installee, ...] = ()
    installees_rayon_km: int = 0

    @property
    def internationales(self) -> tuple[RelationBreve, ...]:
        """Les liens internationaux, du plus ancien au plus récent, les sans-date ensuite."""
        return tuple(lien.relation for lien in self.liens)

    @property
    def agit(self) -> bool:
        """Vrai si l'on connaît un lien international ou un projet."""
        return bool(self.liens or self.projets_nombre)

    def en_texte(self) -> str:
        """Le portrait en texte simple, prêt à lire : le même arbre que les documents."""
        from jumelles.strategies.portrait.rapport import rapport_du_portrait
        from jumelles.strategies.portrait.texte import write_texte

        return write_texte(rapport_du_portrait(self))

    def en_json(self) -> str:
        """Le portrait en JSON, mêmes valeurs que la page."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, default=str) + "\n"
