"""Avec qui une collectivité ou un lieu est déjà en lien : de quoi départager deux homonymes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jumelles.cooperations.models import ParticipationRelation, Relation
from jumelles.cooperations.requetes.breves import breves
from jumelles.rapprochement.normaliser import cle

_PAQUET = 400


@dataclass(frozen=True, slots=True)
class LienConnu:
    """Un lien publié, vu de l'une de ses parties. partenaire : le nom de l'autre ; sources : leurs noms ; debut : vide

    si on l'ignore, sinon une année, un mois ou un jour.
    """

    relation: int
    partenaire: str
    sources: tuple[str, ...]
    debut: str


def partenaires_connus(refs: Collection[str]) -> dict[str, frozenset[str]]:
    """Pour chaque ref (« collectivite:93066 », « lieu:2950159 »), les noms normalisés de ses partenaires publiés."""
    rendus: defaultdict[str, set[str]] = defaultdict(set)
    tries = sorted(refs)
    for debut in range(0, len(tries), _PAQUET):
        _ajouter(tries[debut : debut + _PAQUET], rendus)
    return {ref: frozenset(noms) for ref, noms in rendus.items()}


def liens_avec(refs: Collection[str], partenaires: Collection[str], *, jour: date) -> dict[str, LienConnu]:
    """Pour chaque ref déjà liée à l'un de ces noms, le plus ancien de ces liens ; un nombre constant de requêtes.

    refs : une page au plus (400) ; partenaires : les noms tels qu'une ligne les dit. Rien d'un acteur masqué.
    """
    voulus = {cle(p) for p in partenaires} - {""}
    if not voulus or not refs:
        return {}
    trouves: dict[str, tuple[int, str]] = {}
    for ref, relation, nom, sensible in sorted(_paires(sorted(refs)[:_PAQUET]), key=lambda p: p[1]):
        if cle(nom) in voulus and not sensible:
            trouves.setdefault(ref, (relation, nom))
    lues = breves(list(Relation.objects.filter(pk__in={pk for pk, _nom in trouves.values()})), jour=jour)
    par_id = {r.id: r for r in lues}
    return {
        ref: LienConnu(pk, nom, tuple(s for _code, s in par_id[pk].sources), par_id[pk].debut)
        for ref, (pk, nom) in trouves.items()
    }


def _ajouter(refs: list[str], rendus: defaultdict[str, set[str]]) -> None:
    for ref, _relation, nom, _sensible in _paires(refs):
        rendus[ref].add(cle(nom))


def _paires(refs: list[str]) -> Iterable[tuple[str, int, str, bool]]:
    """(ref, lien publié, nom d'une autre partie, si elle est masquée)."""
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
        "relation_id", "acteur_id", "acteur__nom", "acteur__sensible"
    )
    for relation, acteur, nom, sensible in autres:
        yield from ((ref, relation, nom, sensible) for sien, ref in par_relation[relation] if acteur != sien)
