"""Ce qui a changé depuis la dernière recherche de doublons : lu au journal, étendu à ce que cela touche."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from jumelles.cooperations.models import ParticipationProjet, ParticipationRelation
from jumelles.provenance.models import Journal, Jugement
from jumelles.provenance.paires import SORTES
from jumelles.referentiel.paquets import par_paquets

RECHERCHE = "doublons"  # objet du journal : une ligne par recherche, qui dit jusqu'où elle a lu
# PostgreSQL donne les numéros avant de valider : ce qui est plus jeune se relit la fois d'après.
PATIENCE = timedelta(hours=1)
PAQUET = 900


def derniere_position() -> int | None:
    """Jusqu'où la dernière recherche a lu le journal ; None si aucune n'a eu lieu."""
    recherches = Journal.objects.filter(objet_type=RECHERCHE, objet_id=0).order_by("-pk")
    apres = recherches.values_list("apres", flat=True).first()
    return None if apres is None else int(apres["position"])


def position_sure(maintenant: datetime) -> int:
    """Le numéro en deçà duquel plus aucune écriture n'est en cours."""
    anciennes = Journal.objects.filter(quand__lt=maintenant - PATIENCE).order_by("-pk")
    return anciennes.values_list("pk", flat=True).first() or 0


def changees_depuis(position: int) -> set[str]:
    """Les refs écrites depuis, celles dont un jugement a été annulé, et les liens et acteurs qui en dépendent."""
    suite = Journal.objects.filter(pk__gt=position)
    ecrites = suite.filter(objet_type__in=SORTES).order_by().values_list("objet_type", "objet_id").distinct()
    refs = {f"{sorte}:{pk}" for sorte, pk in ecrites.iterator(chunk_size=5000)}
    annules = suite.filter(verbe="annuler_jugement").exclude(par__startswith="machine:").values("objet_id")
    for gauche, droite in Jugement.objects.paires().filter(pk__in=annules).values_list("gauche", "droite"):
        refs |= {gauche, droite}
    return refs | set(_voisines(refs))


def _voisines(refs: Iterable[str]) -> Iterator[str]:
    """Un acteur renommé change ses liens et ses projets ; un lien de plus change les partenaires de ses parties."""
    acteurs = sorted(int(r.partition(":")[2]) for r in refs if r.startswith("acteur:"))
    liens = sorted(int(r.partition(":")[2]) for r in refs if r.startswith("relation:"))
    yield from _lire(ParticipationRelation, "acteur_id", acteurs, "relation")
    yield from _lire(ParticipationProjet, "acteur_id", acteurs, "projet")
    yield from _lire(ParticipationRelation, "relation_id", liens, "acteur")


def _lire(modele: Any, par: str, ids: list[int], sorte: str) -> Iterator[str]:
    for paquet in par_paquets(ids, PAQUET):
        lues = modele.objects.filter(**{f"{par}__in": paquet})
        yield from (f"{sorte}:{pk}" for pk in lues.values_list(f"{sorte}_id", flat=True))
