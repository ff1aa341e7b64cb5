"""Ce que font les collectivités qui contiennent celle-ci, et celles d'à côté."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jumelles.cooperations.requetes.engages import Engage, engages_autour, engages_de_codes
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.moteur import moteur
from jumelles.recherche.requetes import compter
from jumelles.strategies.portrait.engagement import RIEN, Engagement
from jumelles.strategies.portrait.regle import niveau_de
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import TerritoireBref, TerritoireFiche

VOISINES = 6
SUR_PLACE = 8


@dataclass(frozen=True, slots=True)
class Englobante:
    """L'intercommunalité, le département ou la région : ce qu'elle fait en son nom, et les liens de son territoire."""

    bref: TerritoireBref
    engagement: Engagement
    sur_place: int


@dataclass(frozen=True, slots=True)
class Voisine:
    """Une collectivité engagée du même niveau, à quelle distance, et ce qu'elle fait."""

    engage: Engage
    engagement: Engagement


@dataclass(frozen=True, slots=True)
class SurPlace:
    """Les collectivités de son territoire, elle comprise. premieres : les plus engagées (nom, adresse, liens)."""

    liens: int
    projets: int
    pays: int
    premieres: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Alentour:
    """Qui est autour, avant de lire ce que chacun fait."""

    englobantes: tuple[tuple[TerritoireBref, int | None], ...]
    voisines: tuple[Engage, ...]

    @property
    def acteurs(self) -> tuple[int, ...]:
        """Les numéros de tous ces acteurs."""
        return (*(pk for _b, pk in self.englobantes if pk), *(v.acteur_id for v in self.voisines))


def regarder(t: TerritoireFiche) -> Alentour:
    """Qui contient cette collectivité, et qui est à côté ; deux requêtes."""
    brefs = [b for b in (t.epci, *reversed(t.fil)) if b]
    acteurs = engages_de_codes(b.code for b in brefs)
    niveau = niveau_de(t.categorie)
    voisines: tuple[Engage, ...] = ()
    if t.lat is not None and t.lon is not None:
        point, rayon = (t.lat, t.lon), niveau.rayon_km
        voisines = engages_autour(niveau.categories, point, rayon_km=rayon, sauf=t.code, nombre=VOISINES)
    return Alentour(tuple((b, acteurs.get(b.code)) for b in brefs), voisines)


def englobantes(a: Alentour, faits: Mapping[int, Engagement]) -> tuple[Englobante, ...]:
    """Du plus proche au plus large ; les liens de leur territoire viennent de l'index."""
    return tuple(
        Englobante(b, faits.get(pk, RIEN) if pk else RIEN, compter(Filtre(territoire=(b.code,)), "relations"))
        for b, pk in a.englobantes
    )


def voisines(a: Alentour, faits: Mapping[int, Engagement]) -> tuple[Voisine, ...]:
    """De la plus proche à la plus lointaine."""
    return tuple(Voisine(v, faits.get(v.acteur_id, RIEN)) for v in a.voisines)


def sur_place(t: TerritoireFiche) -> SurPlace | None:
    """Ce que font les collectivités de son territoire ; None pour une commune ; l'index seul."""
    if t.categorie == Categorie.COMMUNE or (t.categorie not in _GRANDES and not t.membres):
        return None
    filtre = Filtre(territoire=(t.code,))
    pays = moteur().facettes(filtre, "relations", ("pays",), ignorer=False)["pays"]
    return SurPlace(
        compter(filtre, "relations"), compter(filtre, "projets"), sum(iso not in ISO_FRANCAIS for iso in pays),
        _premieres(filtre, t.code),
    )  # fmt: skip


_GRANDES: Sequence[str] = (Categorie.DEPARTEMENT, Categorie.REGION, Categorie.STATUT_PARTICULIER, Categorie.OUTRE_MER)


def _premieres(filtre: Filtre, code: str) -> tuple[tuple[str, str, int], ...]:
    index = moteur()
    ids = index.chercher(filtre, "acteurs", tri="pertinence", debut=0, nombre=SUR_PLACE + 1).ids
    fiches = [t.fiche for t in index.lire("acteurs", ids) if t.fiche["code_territoire"] != code]
    return tuple((str(f["nom"]), str(f["adresse"]), _entier(f["relations"])) for f in fiches[:SUR_PLACE])


def _entier(cellule: object) -> int:
    return cellule if isinstance(cellule, int) else 0
