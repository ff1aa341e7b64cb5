"""Lire le journal comme une boîte d'envoi : ce qui s'est écrit depuis un repère, sans rien manquer.

PostgreSQL donne les numéros avant de valider : un numéro plus petit peut paraître après un plus grand. Les numéros
sautés se gardent (`Repere.trous`, des intervalles : premier, dernier, premier, dernier…) et se regardent à nouveau
pendant une heure. Aucune écriture de la maison ne dure autant.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2b

from django.db.models import Q

from jumelles.provenance.models import Journal
from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.moteur.port import Repere

FENETRE = 20_000
PATIENCE = timedelta(hours=1)
# À augmenter quand les documents changent sans que leurs colonnes changent : l'index se refait alors tout seul.
VERSION_DES_DOCUMENTS = 3
_CHAMPS = ("pk", "verbe", "objet_type", "objet_id", "quand")


class BaseChangee(RuntimeError):
    """La base n'est plus celle que l'index a lue (restaurée, remplacée) : il faut le refaire."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """Une écriture du journal, réduite à ce qui dit quoi réindexer."""

    pk: int
    verbe: str
    objet_type: str
    objet_id: int
    quand: datetime


@cache
def forme() -> str:
    """La forme des documents : elle change avec le dictionnaire."""
    noms = "/".join(f"{sorte}:{','.join(c.nom for c in colonnes)}" for sorte, colonnes in COLONNES.items())
    return f"{VERSION_DES_DOCUMENTS}-{blake2b(noms.encode(), digest_size=6).hexdigest()}"


def de_bonne_forme(repere: Repere) -> bool:
    """Vrai si l'index vient des mêmes documents que ce programme."""
    return repere.forme.partition(":")[0] == forme()


def maintenant_au_journal(*, jour: str, maintenant: datetime) -> Repere:
    """Le repère d'un index que l'on va bâtir : tout ce qui est écrit, et les numéros récents encore sautés."""
    derniere = next(iter(_lignes(Journal.objects.order_by("-pk").values_list(*_CHAMPS)[:1])), None)
    if derniere is None:
        return Repere(jour=jour, forme=f"{forme()}:")
    trous = _sautes_depuis(derniere.pk, maintenant - PATIENCE)
    return Repere(journal=derniere.pk, trous=trous, jour=jour, forme=f"{forme()}:{_temoin(derniere)}")


def _sautes_depuis(haut: int, limite: datetime) -> tuple[int, ...]:
    """Les intervalles manquants sous ce numéro, en remontant jusqu'à une écriture plus vieille que la limite."""
    bornes: list[int] = []
    suivant = haut + 1
    anterieurs = Journal.objects.filter(pk__lte=haut).order_by("-pk").values_list("pk", "quand")
    for pk, quand in anterieurs.iterator(chunk_size=2000):
        if pk < suivant - 1:
            bornes += [suivant - 1, pk + 1]
        suivant = pk
        if quand < limite:
            return tuple(reversed(bornes))
    return tuple(reversed([*bornes, suivant - 1, 1] if suivant > 1 else bornes))


def lire(repere: Repere, *, maintenant: datetime) -> tuple[list[Ligne], Repere]:
    """Les écritures que l'index n'a pas prises (FENETRE au plus), et le repère d'après ; une lecture sur la clé.

    BaseChangee si la dernière écriture prise n'est plus au journal, ou n'est plus la même.
    """
    suite = Journal.objects.filter(pk__gte=repere.journal).order_by("pk").values_list(*_CHAMPS)
    lignes = list(_lignes(suite[: FENETRE + 1]))
    if repere.journal:
        if not lignes or lignes[0].pk != repere.journal or _temoin(lignes[0]) != repere.forme.partition(":")[2]:
            raise BaseChangee
        lignes = lignes[1:]
    retrouvees, restants = _revoir(repere.trous, maintenant)
    if not lignes:
        return retrouvees, replace(repere, trous=restants)
    trous = (*restants, *_sautes([repere.journal, *(ligne.pk for ligne in lignes)]))
    apres = replace(repere, journal=lignes[-1].pk, trous=trous, forme=f"{forme()}:{_temoin(lignes[-1])}")
    return [*retrouvees, *lignes], apres


def _lignes(champs: Iterable[tuple[int, str, str, int, datetime]]) -> Iterator[Ligne]:
    return (Ligne(*c) for c in champs)


def _temoin(ligne: Ligne) -> str:
    dit = f"{ligne.pk}|{ligne.verbe}|{ligne.objet_type}|{ligne.objet_id}|{ligne.quand.timestamp():.6f}"
    return blake2b(dit.encode(), digest_size=8).hexdigest()


def _sautes(numeros: Iterable[int]) -> tuple[int, ...]:
    """Les intervalles manquants entre des numéros croissants : [3, 4, 9] → (5, 8)."""
    bornes: list[int] = []
    precedent: int | None = None
    for pk in numeros:
        if precedent is not None and pk > precedent + 1:
            bornes += [precedent + 1, pk - 1]
        precedent = pk
    return tuple(bornes)


def _dans(intervalles: Iterable[tuple[int, int]]) -> list[Ligne]:
    dedans = Q()
    for premier, dernier in intervalles:
        dedans |= Q(pk__range=(premier, dernier))
    return list(_lignes(Journal.objects.filter(dedans).order_by("pk").values_list(*_CHAMPS)))


def _revoir(trous: Sequence[int], maintenant: datetime) -> tuple[list[Ligne], tuple[int, ...]]:
    """Ce qui est venu combler les trous, et les trous qui restent ; trop vieux, ils ne se combleront plus."""
    if not trous:
        return [], ()
    intervalles = list(zip(trous[::2], trous[1::2], strict=True))
    retrouvees = [
        ligne for debut in range(0, len(intervalles), 200) for ligne in _dans(intervalles[debut : debut + 200])
    ]
    vieilles = Journal.objects.filter(quand__lt=maintenant - PATIENCE, pk__gte=intervalles[0][0])
    perime = vieilles.order_by("-pk").values_list("pk", flat=True).first() or 0
    vus = [ligne.pk for ligne in retrouvees]
    restants: list[int] = []
    for premier, dernier in intervalles:
        debut = max(premier, perime + 1)
        if debut <= dernier:
            restants += _sautes([debut - 1, *(pk for pk in vus if debut <= pk <= dernier), dernier + 1])
    return retrouvees, tuple(restants)
