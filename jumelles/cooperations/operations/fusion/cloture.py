"""Jusqu'où va une fusion : les objets qu'un jugement joint, les liens et projets où ils paraissent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jumelles.cooperations.models import Financement, ParticipationProjet, ParticipationRelation, Projet, Relation
from jumelles.cooperations.operations.fusion.tables import FONDU, MODELES, par_paquets
from jumelles.provenance.entites import voisinage
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.paires import lire

Paires = dict[str, list[tuple[int, int]]]


@dataclass(slots=True)
class Cloture:
    """Tout ce qu'il faut tenir ensemble ; identifiants, fondus compris."""

    acteurs: set[int] = field(default_factory=set)
    relations: set[int] = field(default_factory=set)
    projets: set[int] = field(default_factory=set)

    def par_sorte(self) -> dict[str, set[int]]:
        """Sorte d'objet → identifiants."""
        return {"acteur": self.acteurs, "relation": self.relations, "projet": self.projets}

    def refs(self) -> list[str]:
        """« acteur:12 », « relation:5 »…"""
        return [f"{sorte}:{pk}" for sorte, ids in self.par_sorte().items() for pk in sorted(ids)]


def juges(verdict: str = Verdict.IDENTIQUES) -> Paires:
    """Sorte → paires d'objets que des jugements vivants disent identiques (ou différents), sans ordre."""
    paires: Paires = {sorte: [] for sorte in MODELES}
    vivants = Jugement.objects.vivants().paires().filter(verdict=verdict)
    for gauche, droite in vivants.values_list("gauche", "droite"):
        un, autre = lire(gauche), lire(droite)
        if un is not None and autre is not None:
            paires[un[0]].append((un[1], autre[1]))
    return paires


def fondus() -> Paires:
    """Sorte → (fondu, gardé), tels que les tables le portent."""
    return {
        sorte: list(
            MODELES[sorte].objects.filter(**{f"{champ}__isnull": False}).values_list("pk", f"{champ}_id")
        )
        for sorte, champ in FONDU.items()
    }  # fmt: skip


def fermer(*, acteurs: Iterable[int] = (), relations: Iterable[int] = (), projets: Iterable[int] = ()) -> Cloture:
    """Étendre à tout ce qu'une fusion, d'hier ou d'aujourd'hui, joint à ces objets."""
    joints = {sorte: [*a, *b] for (sorte, a), b in zip(fondus().items(), juges().values(), strict=True)}
    siens = voisinage(acteurs, joints["acteur"])
    liens = set(relations) | _ou_paraissent(ParticipationRelation, "acteur", siens, "relation_id")
    liens |= _ou_paraissent(Relation, "repris_par", siens, "pk")
    liens = voisinage(liens, joints["relation"])
    menes = set(projets) | _ou_paraissent(ParticipationProjet, "acteur", siens, "projet_id")
    menes |= _ou_paraissent(Financement, "payeur", siens, "projet_id")
    menes |= _ou_paraissent(Projet.relations.through, "relation", liens, "projet_id")
    return Cloture(siens, liens, voisinage(menes, joints["projet"]))


def _ou_paraissent(modele: Any, par: str, ids: set[int], rendu: str) -> set[int]:
    return {
        pk
        for paquet in par_paquets(ids)
        for pk in modele.objects.filter(**{f"{par}__in": paquet}).values_list(rendu, flat=True)
    }
