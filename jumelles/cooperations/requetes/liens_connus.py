"""Avec qui une collectivité ou un lieu est déjà en lien : de quoi départager deux homonymes."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from jumelles.cooperations.models import ParticipationRelation
from jumelles.rapprochement.normaliser import cle

_PAQUET = 400


def partenaires_connus(refs: Collection[str]) -> dict[str, frozenset[str]]:
    """Pour chaque ref (« collectivite:93066 », « lieu:2950159 »), les noms normalisés de ses partenaires publiés."""
    rendus: defaultdict[str, set[str]] = defaultdict(set)
    tries = sorted(refs)
    for debut in range(0, len(tries), _PAQUET):
        _ajouter(tries[debut : debut + _PAQUET], rendus)
    return {ref: frozenset(noms) for ref, noms in rendus.items()}


def _ajouter(refs: list[str], rendus: defaultdict[str, set[str]]) -> None:
    codes = [r.partition(":")[2] for r in refs if r.startswith("collectivite:")]
    lieux = [int(r.partition(":")[2]) for r in refs if r.startswith("lieu:")]
    publiees = Q(
        relation__supprimee_le__isnull=True, relation__fondue_dans__isnull=True, relation__sensible=False,
        relation__demonstration=False,
    )  # fmt: skip
    siennes = ParticipationRelation.objects.filter(
        publiees, Q(acteur__collectivite__code__in=codes) | Q(acteur__lieu__geonameid__in=lieux)
    ).values_list("relation_id", "acteur_id", "acteur__collectivite__code", "acteur__lieu__geonameid")
    par_relation: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for relation, acteur, code, lieu in siennes:
        par_relation[relation].append((acteur, f"collectivite:{code}" if code else f"lieu:{lieu}"))
    autres = ParticipationRelation.objects.filter(relation_id__in=list(par_relation)).values_list(
        "relation_id", "acteur_id", "acteur__nom"
    )
    for relation, acteur, nom in autres:
        for sien, ref in par_relation[relation]:
            if acteur != sien:
                rendus[ref].add(cle(nom))
