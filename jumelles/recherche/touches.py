"""Des écritures du journal à tous les documents qu'elles changent."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation, Projet
from jumelles.provenance.models import Affirmation, Journal
from jumelles.recherche.documents.course import par_paquets
from jumelles.recherche.journal import Ligne

Touches = dict[str, set[int]]
_SORTES = {"relation": "relations", "projet": "projets", "acteur": "acteurs"}
# Ce qu'un document montre d'une source.
_DE_LA_SOURCE = ("code", "nom", "licence", "nature")


def changent_tout(lignes: Iterable[Ligne]) -> bool:
    """Vrai si une référence (communes, noms, lieux, pays) a été chargée : tous les documents sont à revoir."""
    return any(
        x.objet_type == "collectivite" or (x.objet_type == "lot" and x.verbe.startswith("charger_")) for x in lignes
    )


def touches(lignes: Iterable[Ligne]) -> Touches:
    """Sorte → identifiants à rebâtir : la chose écrite, et ce qui la montre.

    Une relation est montrée par ses acteurs et ses projets ; un projet, par ses acteurs ; un acteur, par ses relations
    et ses projets ; une source, par tout ce qu'elle dit.
    """
    directes: Touches = defaultdict(set)
    sources: set[int] = set()
    for ligne in lignes:
        if ligne.objet_type in _SORTES:
            directes[_SORTES[ligne.objet_type]].add(ligne.objet_id)
        elif ligne.objet_type == "source":
            sources.add(ligne.pk)
    _ajouter_les_sources(directes, sources)
    return _etendre(directes)


def _ajouter_les_sources(directes: Touches, ecritures: set[int]) -> None:
    """Seulement les sources qui changent de nom, de licence ou de nature : un fichier de plus n'y touche pas."""
    changees = set()
    for pk, avant, apres in Journal.objects.filter(pk__in=ecritures).values_list("objet_id", "avant", "apres"):
        if avant and apres and any(avant.get(c) != apres.get(c) for c in _DE_LA_SOURCE):
            changees.add(pk)
    if changees:
        dites = Affirmation.objects.vivantes().filter(source__in=changees).order_by()
        for objet_type, pk in dites.values_list("objet_type", "objet_id").distinct().iterator(chunk_size=5000):
            if objet_type in _SORTES:
                directes[_SORTES[objet_type]].add(pk)


def _etendre(directes: Touches) -> Touches:
    relations, projets, acteurs = (directes[sorte] for sorte in ("relations", "projets", "acteurs"))
    adosses = Projet.relations.through.objects
    autour: Touches = {
        "relations": relations | _lies(ParticipationRelation.objects, "acteur", acteurs, "relation_id"),
        "projets": projets
        | _lies(ParticipationProjet.objects, "acteur", acteurs, "projet_id")
        | _lies(adosses, "relation", relations, "projet_id"),
        "acteurs": acteurs
        | _lies(ParticipationRelation.objects, "relation", relations, "acteur_id")
        | _lies(ParticipationProjet.objects, "projet", projets, "acteur_id"),
    }
    return {sorte: ids for sorte, ids in autour.items() if ids}


def _lies(liens: Any, depuis: str, ids: set[int], vers: str) -> set[int]:
    return set(_suivre(liens.all(), depuis, ids, vers))


def _suivre(liens: QuerySet[Any], depuis: str, ids: set[int], vers: str) -> Iterator[int]:
    for paquet in par_paquets(ids):
        suite = liens.filter(**{f"{depuis}__in": paquet}).order_by()
        yield from suite.values_list(vers, flat=True).distinct().iterator(chunk_size=5000)
