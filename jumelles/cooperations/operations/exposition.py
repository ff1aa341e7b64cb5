"""Un acteur étranger que seules des relations masquées font connaître ne doit paraître nulle part."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import exposer
from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation, Projet, Relation
from jumelles.cooperations.requetes.projets import MASQUE
from jumelles.cooperations.requetes.relations import MASQUEE
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PAQUET = 900


def _acteurs(participations: QuerySet[Any]) -> set[int]:
    return set(participations.values_list("acteur_id", flat=True))


def recalculer_exposition(acteur_ids: Iterable[int], *, par: str) -> None:
    """Marquer sensibles les acteurs étrangers sans aucune participation montrable ; lever la marque des autres."""
    ids = sorted(set(acteur_ids))
    for debut in range(0, len(ids), PAQUET):
        paquet = ids[debut : debut + PAQUET]
        etrangers = set(
            Acteur.objects.filter(pk__in=paquet).exclude(pays_id__in=ISO_FRANCAIS).values_list("pk", flat=True)
        )
        liens = ParticipationRelation.objects.filter(acteur_id__in=etrangers)
        projets = ParticipationProjet.objects.filter(acteur_id__in=etrangers)
        toutes = _acteurs(liens) | _acteurs(projets)
        montrables = _acteurs(liens.exclude(relation__in=Relation.objects.filter(MASQUEE)))
        montrables |= _acteurs(projets.exclude(projet__in=Projet.objects.filter(MASQUE)))
        exposer({pk: pk not in toutes or pk in montrables for pk in etrangers}, par=par)
