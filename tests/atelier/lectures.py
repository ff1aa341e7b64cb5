"""Lire tout un pays sans passer par l'index : pour comparer, jamais pour servir."""

from datetime import date

from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.requetes import breves, projets_brefs


def relations_du_pays(iso2: str, *, jour: date) -> tuple[RelationBreve, ...]:
    """Les relations internationales dont une partie est de ce pays, par numéro."""
    return breves(list(Relation.objects.publiees().internationales().with_pays(iso2).order_by("pk")), jour=jour)


def projets_du_pays(iso2: str, *, jour: date) -> tuple[ProjetBref, ...]:
    """Les projets publiés qui agissent dans ce pays, par numéro."""
    return projets_brefs(list(Projet.objects.publies().with_pays(iso2).order_by("pk")), jour=jour)
