"""Où en est l'index par rapport à la base : ce qu'il n'a pas encore pris, et depuis quand."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from jumelles.provenance.models import Journal
from jumelles.recherche.moteur.port import Repere


@dataclass(frozen=True, slots=True)
class Retard:
    """Ce que l'index doit encore prendre : écritures du journal, et âge en secondes de la plus ancienne."""

    ecritures: int
    secondes: float


def retard(repere: Repere) -> Retard:
    """Mesurer le retard de l'index sur le journal : une lecture sur la clé, quel que soit le volume."""
    attendent = Journal.objects.filter(pk__gt=repere.journal)
    premiere = attendent.order_by("pk").values_list("quand", flat=True).first()
    if premiere is None:
        return Retard(0, 0.0)
    dernier = Journal.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return Retard(dernier - repere.journal, max(0.0, (timezone.now() - premiere).total_seconds()))


def ecrit_le(repere: Repere) -> datetime | None:
    """Quand a changé ce que l'index montre : la dernière écriture prise, ou le jour dont il dépend."""
    prise = Journal.objects.filter(pk__lte=repere.journal).order_by("-pk").values_list("quand", flat=True).first()
    jour = datetime.fromisoformat(repere.jour).replace(tzinfo=UTC) if repere.jour else None
    return max((d for d in (prise, jour) if d is not None), default=None)
