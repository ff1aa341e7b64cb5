"""Un envoi, une décision : le même formulaire reçu deux fois, même au même instant, donne une seule réponse."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from jumelles.contributions.models import DecisionRevue
from jumelles.provenance.verrou import tenir_les_entites


@dataclass(frozen=True, slots=True)
class Rendu:
    """Ce qu'un envoi a donné : la décision prise, et si c'est cet envoi qui l'a prise."""

    decision: int
    neuve: bool


def une_seule_fois(jeton: UUID, decider: Callable[[], int]) -> Rendu:
    """Décider, en une transaction, sauf si ce jeton a déjà une décision ; le second venu attend le premier.

    Le tour se prend avant toute ligne : deux décisions, ou une décision et un import, ne s'attendent pas l'une l'autre.
    """
    with transaction.atomic():
        tenir_les_entites()
        deja = decision_du_jeton(jeton)
        return Rendu(decider(), neuve=True) if deja is None else Rendu(deja, neuve=False)


def decision_du_jeton(jeton: UUID) -> int | None:
    """La décision qu'un premier envoi de ce formulaire a prise, ou None."""
    return DecisionRevue.objects.filter(jeton=jeton).values_list("pk", flat=True).first()
