"""Un acteur étranger que seules des relations masquées font connaître ne doit paraître nulle part."""

from collections.abc import Iterable

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import exposer
from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation
from jumelles.cooperations.requetes.projets import MASQUE
from jumelles.cooperations.requetes.relations import MASQUEE
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PAQUET = 900


def _prefixed(condition, prefixe: str):  # type: ignore[no-untyped-def]
    """La même condition, vue depuis la participation."""
    copie = condition.copy()
    copie.children = [
        _prefixed(c, prefixe) if hasattr(c, "children") else (f"{prefixe}__{c[0]}", c[1]) for c in copie.children
    ]
    return copie


def recalculer_exposition(acteur_ids: Iterable[int], *, par: str) -> None:
    """Marquer sensibles les acteurs étrangers sans aucune participation montrable ; lever la marque des autres."""
    ids = sorted(set(acteur_ids))
    for debut in range(0, len(ids), PAQUET):
        paquet = ids[debut : debut + PAQUET]
        etrangers = set(
            Acteur.objects.filter(pk__in=paquet).exclude(pays_id__in=ISO_FRANCAIS).values_list("pk", flat=True)
        )
        participations = (
            (ParticipationRelation.objects.filter(acteur_id__in=etrangers), _prefixed(MASQUEE, "relation")),
            (ParticipationProjet.objects.filter(acteur_id__in=etrangers), _prefixed(MASQUE, "projet")),
        )
        toutes, montrables = set(), set()
        for requete, masquee in participations:
            toutes.update(requete.values_list("acteur_id", flat=True))
            montrables.update(requete.exclude(masquee).values_list("acteur_id", flat=True))
        exposer({pk: pk not in toutes or pk in montrables for pk in etrangers}, par=par)
