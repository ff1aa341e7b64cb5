"""Qui ↔ qui sur la carte : les relations localisées aux deux bouts, et combien ne le sont pas."""

from collections import defaultdict
from dataclasses import dataclass

from jumelles.cooperations.models import Instrument, ParticipationRelation, Relation
from jumelles.cooperations.models.relation import RelationQuerySet
from jumelles.cooperations.requetes.relations import MASQUEE
from jumelles.territoires.pays_francais import ISO_FRANCAIS


@dataclass(frozen=True, slots=True)
class Arc:
    """D'un bout français à un bout étranger, en degrés (latitude, longitude)."""

    relation_id: int
    depart: tuple[float, float]
    arrivee: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arcs:
    """Les arcs traçables, et le nombre de relations qu'aucun arc ne montre."""

    arcs: tuple[Arc, ...]
    non_localisees: int


def arcs(requete: RelationQuerySet | None = None) -> Arcs:
    """Deux requêtes ; une relation connue au pays seulement, ou qui cache son lieu, ne fait pas d'arc."""
    relations = Relation.objects.reelles().internationales() if requete is None else requete
    total = relations.count()
    visibles = relations.exclude(MASQUEE).order_by().values("pk")
    bouts: defaultdict[int, tuple[list[tuple[float, float]], list[tuple[float, float]]]] = defaultdict(lambda: ([], []))
    participations = ParticipationRelation.objects.filter(relation_id__in=visibles, acteur__lat__isnull=False)
    for pk, pays, lat, lon in participations.values_list(
        "relation_id", "acteur__pays_id", "acteur__lat", "acteur__lon"
    ):
        if lat is not None and lon is not None:
            bouts[pk][0 if pays in ISO_FRANCAIS else 1].append((lat, lon))
    traces = tuple(Arc(pk, d, a) for pk, (departs, arrivees) in bouts.items() for d in departs for a in arrivees)
    return Arcs(traces, total - len({arc.relation_id for arc in traces}))


@dataclass(frozen=True, slots=True)
class Implantation:
    """Un instrument situé à l'étranger (bureau, agence, plate-forme) : ce que c'est, et où, en degrés."""

    relation_id: int
    type: str
    type_libelle: str
    intitule: str
    pays_iso2: str
    lat: float
    lon: float


def implantations(requete: RelationQuerySet | None = None) -> tuple[Implantation, ...]:
    """Les instruments localisés des relations montrables ; une requête."""
    relations = Relation.objects.reelles() if requete is None else requete
    visibles = relations.exclude(sensible=True).order_by().values("pk")
    situes = Instrument.objects.filter(relation__in=visibles, lat__isnull=False, lon__isnull=False)
    return tuple(
        Implantation(
            i.relation_id, i.type, str(i.get_type_display()), i.intitule, i.pays_id, i.lat or 0.0, i.lon or 0.0
        )
        for i in situes.order_by("pk")
    )
