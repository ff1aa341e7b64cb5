"""Où sont les bureaux, agences et plates-formes : les instruments situés des relations."""

from dataclasses import dataclass

from jumelles.cooperations.models import Instrument, Relation
from jumelles.cooperations.models.relation import RelationQuerySet


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
