"""Comment les choses se répartissent dans la vraie base : degrés, pays, dates, natures ; le reste est dit supposé."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Generic, TypeVar

from django.db.models import Count

from jumelles.cooperations.models import LieuAction, ParticipationRelation, Relation
from jumelles.referentiel import thesaurus
from jumelles.territoires.models import Lieu
from jumelles.territoires.pays_francais import ISO_FRANCAIS

# Supposé : la vraie base d'aujourd'hui ne date que 3 % des liens et ne donne presque aucun thème.
PART_DATEE = 0.6
PART_CLASSEE = 0.7
# Les autres structures que les autorités, faute d'en avoir encore dans la base.
NATURES_AUTRES = {
    "association": 45, "entreprise": 15, "diaspora": 10, "etablissement": 10, "universite": 6, "hopital": 4,
    "autre": 3, "agence": 2, "reseau": 2, "bailleur": 1, "service": 1, "etat": 1,
}  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True)
class Tirage(Generic[T]):
    """Tirer des valeurs selon leur poids, vite."""

    valeurs: Sequence[T]
    cumul: Sequence[float]

    @classmethod
    def selon(cls, poids: Mapping[T, float]) -> "Tirage[T]":
        """Un tirage de ces valeurs et poids."""
        return cls(list(poids), list(accumulate(poids.values())))

    def tirer(self, hasard: random.Random, nombre: int) -> list[T]:
        """Autant de valeurs, avec remise."""
        return hasard.choices(self.valeurs, cum_weights=self.cumul, k=nombre)


@dataclass(frozen=True)
class Repartitions:
    """Ce que la vraie base dit de ses propres formes."""

    degres_francais: list[int]
    degres_etrangers: list[int]
    pays_relations: Tirage[str]
    pays_projets: Tirage[str]
    natures: Tirage[str]
    debuts: Tirage[str]
    part_interieure: float
    themes: Tirage[str] = field(default_factory=lambda: _zipf([t.code for t in thesaurus.themes()]))
    odd: Tirage[str] = field(default_factory=lambda: _zipf([str(o.numero) for o in thesaurus.odd()]))
    dimensions: Tirage[str] = field(default_factory=lambda: _zipf([d.code for d in thesaurus.dimensions()]))

    def poids_des_rangs(self, degres: Sequence[int], nombre: int) -> list[float]:
        """Le poids de chaque rang parmi tant : la même queue lourde que les vrais degrés, étirée."""
        pas = (len(degres) - 1) / max(1, nombre - 1)
        return [float(degres[int(i * pas)]) for i in range(nombre)]


def _zipf(codes: Sequence[str]) -> Tirage[str]:
    """Le premier deux fois plus fréquent que le deuxième, trois fois plus que le troisième."""
    return Tirage.selon({c: 1 / (rang + 1) for rang, c in enumerate(codes)})


def lire() -> Repartitions:
    """Lire la base branchée ; chaque pays qui a un lieu compte au moins pour un."""
    parties = ParticipationRelation.objects.comptees()
    etrangeres = parties.exclude(acteur__pays_id__in=ISO_FRANCAIS)
    francaises = parties.filter(acteur__pays_id__in=ISO_FRANCAIS)
    possibles = sorted(set(Lieu.objects.values_list("pays_id", flat=True).distinct()) - ISO_FRANCAIS)
    vus = Counter(etrangeres.values_list("acteur__pays_id", flat=True))
    actions = Counter(LieuAction.objects.exclude(pays_id__in=ISO_FRANCAIS).values_list("pays_id", flat=True))
    relations = Relation.objects.publiees()
    return Repartitions(
        degres_francais=_degres(francaises), degres_etrangers=_degres(etrangeres),
        pays_relations=Tirage.selon({iso: 1.0 + vus[iso] for iso in possibles}),
        pays_projets=Tirage.selon({iso: 0.3 + actions[iso] for iso in possibles}),
        natures=Tirage.selon(dict(Counter(relations.values_list("nature", flat=True))) or {"jumelage": 1.0}),
        debuts=Tirage.selon(dict(Counter(_debuts(relations)))),
        part_interieure=relations.filter(interieure=True).count() / max(1, relations.count()),
    )  # fmt: skip


def _debuts(relations: Relation.objects.__class__) -> list[str]:
    connus = list(relations.exclude(debut="").values_list("debut", flat=True))
    return connus or [str(annee) for annee in range(1950, 2026)]


def _degres(parties: ParticipationRelation.objects.__class__) -> list[int]:
    comptes = parties.order_by().values_list("acteur_id").annotate(n=Count("pk")).values_list("n", flat=True)
    return sorted(comptes, reverse=True) or [1]
