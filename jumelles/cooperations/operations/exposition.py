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
MASQUES = ("masque_lieu", "masque_partenaire", "masque_noms")


def masques_par_parties() -> dict[str, dict[str, bool]]:
    """Parties triées → masques posés : un second lien entre elles dirait ce que le premier cache."""
    rendus: dict[str, dict[str, bool]] = {}
    for r in Relation.objects.filter(sensible=True, cle__isnull=False):
        deja = rendus.setdefault(str(r.cle).partition(":")[2], dict.fromkeys(("sensible", *MASQUES), False))
        deja.update({nom: True for nom in deja if getattr(r, nom)})
    return rendus


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
        liens = ParticipationRelation.objects.filter(acteur_id__in=etrangers, relation__in=Relation.objects.publiees())
        projets = ParticipationProjet.objects.filter(acteur_id__in=etrangers, projet__in=Projet.objects.publies())
        # Une page supprimée ne montre plus personne, mais ce qu'elle cachait doit rester caché.
        masques = _acteurs(liens.filter(relation__in=Relation.objects.filter(MASQUEE)))
        masques |= _acteurs(projets.filter(projet__in=Projet.objects.filter(MASQUE)))
        montrables = _acteurs(liens.filter(relation__in=Relation.objects.publiees().exclude(MASQUEE)))
        montrables |= _acteurs(projets.filter(projet__in=Projet.objects.publies().exclude(MASQUE)))
        exposer({pk: pk not in masques or pk in montrables for pk in etrangers}, par=par)


def recalculer_participants(relation_ids: Iterable[int], *, par: str) -> None:
    """Recalculer l'exposition de ceux que ces relations lient."""
    ids = sorted(set(relation_ids))
    for debut in range(0, len(ids), PAQUET):
        liens = ParticipationRelation.objects.filter(relation_id__in=ids[debut : debut + PAQUET])
        recalculer_exposition(_acteurs(liens), par=par)
