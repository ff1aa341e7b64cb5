"""Des tables aux fiches que l'on compare ; rien de masqué n'y entre, donc rien de masqué ne paraît dans une raison."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.semblables import comparables, fiches_des_structures, lieu_de, pays_compare
from jumelles.cooperations.enums import Nomenclature, RoleProjet
from jumelles.cooperations.models import (
    ClassementProjet,
    ClassementRelation,
    Financement,
    LieuAction,
    ParticipationProjet,
    ParticipationRelation,
    Projet,
    Relation,
)
from jumelles.cooperations.regles import cle_de_lien
from jumelles.provenance.models import Affirmation
from jumelles.rapprochement.doublons import FicheAction, FicheStructure, PartieNommee

PAQUET = 5000
MEMBRES_MAX = 8  # partager un réseau ne rapproche pas deux structures
_PARTIE = (
    "acteur_id", "acteur__nom", "acteur__pays_id", "acteur__niveau", "acteur__collectivite__code",
    "acteur__lieu__geonameid",
)  # fmt: skip


def relations_comparables() -> QuerySet[Relation]:
    """Les liens que l'on peut comparer et montrer : publiés, réels, sans rien de masqué."""
    return Relation.objects.reelles().filter(sensible=False)


def projets_comparables() -> QuerySet[Projet]:
    """De même pour les projets."""
    return Projet.objects.reels().filter(sensible=False)


def fiches_des_relations(relations: QuerySet[Relation]) -> list[FicheAction]:
    """Une fiche par lien ; trois lectures."""
    ids = relations.order_by().values("pk")
    parties = _parties(ParticipationRelation.objects.filter(relation__in=ids), "relation_id")
    themes = _ranger(
        ClassementRelation.objects.filter(relation__in=ids, nomenclature=Nomenclature.THEME), "relation_id", "code"
    )
    lues = relations.order_by("pk").values_list("pk", "cle", "nature", "intitule", "debut", "fin")
    return [
        FicheAction(
            f"relation:{pk}", tuple(parties[pk]), intitule, _etrangers(parties[pk]), frozenset(themes[pk]),
            _annee(debut), _annee(fin), (cle or cle_de_lien(nature, ())).partition(":")[0],
        )
        for pk, cle, nature, intitule, debut, fin in lues.iterator(chunk_size=PAQUET)
    ]  # fmt: skip


def fiches_des_projets(projets: QuerySet[Projet]) -> list[FicheAction]:
    """Une fiche par projet ; six lectures. Les bailleurs, qui sont de tous les projets, n'y sont pas des parties."""
    ids = projets.order_by().values("pk")
    roles = ParticipationProjet.objects.filter(projet__in=ids).exclude(role=RoleProjet.FINANCEUR)
    parties = _parties(roles.exclude(acteur__nature=NatureActeur.BAILLEUR), "projet_id")
    pays = _ranger(LieuAction.objects.filter(projet__in=ids), "projet_id", "pays_id")
    themes = _ranger(
        ClassementProjet.objects.filter(projet__in=ids, nomenclature=Nomenclature.THEME), "projet_id", "code"
    )
    montants = _ranger(Financement.objects.filter(projet__in=ids, montant__gt=0), "projet_id", "montant")
    dites = Affirmation.objects.vivantes().filter(objet_type="projet", objet_id__in=ids, releve__isnull=False)
    identifiants = _ranger(dites, "objet_id", "source__code", "releve__cle")
    lus = projets.order_by("pk").values_list("pk", "titre", "debut", "fin")
    return [
        FicheAction(
            f"projet:{pk}", tuple(parties[pk]), titre, frozenset(pays[pk]) or _etrangers(parties[pk]),
            frozenset(themes[pk]), _annee(debut), _annee(fin), "", frozenset(str(m) for m in montants[pk]),
            frozenset(f"{source}:{cle}" for source, cle in identifiants[pk]),
        )
        for pk, titre, debut, fin in lus.iterator(chunk_size=PAQUET)
    ]  # fmt: skip


def fiches_des_acteurs(ids: Iterable[int] | None = None, *, pays: Iterable[str] = ()) -> list[FicheStructure]:
    """Une fiche par acteur de ces pays, ou de ces identifiants."""
    acteurs = comparables()
    acteurs = acteurs.filter(pays_id__in=list(pays)) if ids is None else acteurs.filter(pk__in=list(ids))
    return fiches_des_structures(acteurs, _partenaires(acteurs))


def _partenaires(acteurs: QuerySet[Any]) -> dict[int, frozenset[tuple[str, str]]]:
    leurs = ParticipationRelation.objects.filter(acteur__in=acteurs.order_by().values("pk"))
    liens = leurs.filter(relation__in=relations_comparables().order_by().values("pk")).values("relation")
    membres: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    lus = ParticipationRelation.objects.filter(relation__in=liens).values_list(
        "relation_id", "acteur_id", "acteur__nom"
    )
    for relation, acteur, nom in lus.iterator(chunk_size=PAQUET):
        membres[relation].append((acteur, nom))
    rendus: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for siens in membres.values():
        if len(siens) <= MEMBRES_MAX:
            for acteur, _ in siens:
                rendus[acteur] |= {(f"acteur:{a}", nom) for a, nom in siens if a != acteur}
    return {pk: frozenset(siens) for pk, siens in rendus.items()}


def _parties(participations: QuerySet[Any], de: str) -> defaultdict[int, list[PartieNommee]]:
    rangees: defaultdict[int, dict[int, PartieNommee]] = defaultdict(dict)
    lues = participations.order_by("pk").values_list(de, *_PARTIE)
    for objet, pk, nom, iso, niveau, code, geonameid in lues.iterator(chunk_size=PAQUET):
        rangees[objet][pk] = PartieNommee(f"acteur:{pk}", nom, pays_compare(iso), lieu_de(code, geonameid), niveau)
    return defaultdict(list, {objet: list(siennes.values()) for objet, siennes in rangees.items()})


def _ranger(lignes: QuerySet[Any], de: str, *champs: str) -> defaultdict[int, set[Any]]:
    rangees: defaultdict[int, set[Any]] = defaultdict(set)
    for objet, *valeurs in lignes.order_by().values_list(de, *champs).iterator(chunk_size=PAQUET):
        rangees[objet].add(valeurs[0] if len(valeurs) == 1 else tuple(valeurs))
    return rangees


def _etrangers(parties: Iterable[PartieNommee]) -> frozenset[str]:
    return frozenset(p.pays for p in parties if p.pays != "FR")


def _annee(date_partielle: str) -> int | None:
    return int(date_partielle[:4]) if date_partielle[:4].isdigit() else None
