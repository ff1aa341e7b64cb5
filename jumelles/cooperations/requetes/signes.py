"""Les signes de vie de plusieurs liens à la fois ; et ce qu'une personne a dit d'un lien, retiré ou non."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from jumelles.cooperations.enums import StatutProjet
from jumelles.cooperations.models import Projet
from jumelles.cooperations.regles import statut_projet
from jumelles.cooperations.requetes.projets import masquant
from jumelles.provenance.models import Affirmation


def dits_par(relation_id: int, par: str) -> tuple[tuple[int, str, dict[str, Any]], ...]:
    """(affirmation, date, champs) de ce que cette personne a dit de ce lien et n'a pas retiré, le dernier d'abord."""
    vivantes = Affirmation.objects.vivantes().about("relation", relation_id).filter(auteur=par, releve__isnull=True)
    return tuple(vivantes.order_by("-pk").values_list("pk", "date_information", "champs"))


def est_retire(affirmation_id: int, *, relation_id: int, par: str) -> bool:
    """Vrai si cette personne avait dit cela de ce lien, et que c'est déjà retiré."""
    siennes = Affirmation.objects.about("relation", relation_id).filter(auteur=par, releve__isnull=True)
    return siennes.filter(pk=affirmation_id, retiree_le__isnull=False).exists()


def statuts_des_projets(relation_ids: Collection[int], *, jour: date) -> dict[int, list[StatutProjet]]:
    """Lien → le statut de chacun de ses projets, ceux que sa page montre ; une requête, quel que soit leur nombre."""
    adosses = (
        Projet.relations.through.objects.filter(
            relation_id__in=relation_ids, projet__supprime_le__isnull=True, projet__fondu_dans__isnull=True
        )
        .exclude(masquant("projet"))
        .exclude(masquant("relation"))
    )
    statuts: defaultdict[int, list[StatutProjet]] = defaultdict(list)
    for pk, debut, fin, etat_dit in adosses.values_list(
        "relation_id", "projet__debut", "projet__fin", "projet__etat_dit"
    ):
        statuts[pk].append(statut_projet(debut=debut, fin=fin, etat_dit=etat_dit, jour=jour))
    return dict(statuts)


def derniers_dits(relation_ids: Collection[int], *, notes: Collection[str]) -> dict[int, str]:
    """Lien → la dernière date (partielle ISO) où l'une de ces notes en est dite ; une requête.

    N'y donner aucun lien sensible : sa page tait ses notes.
    """
    vivantes = Affirmation.objects.vivantes().about("relation", *relation_ids).filter(champs__note__in=list(notes))
    derniers: dict[int, str] = {}
    for pk, le in vivantes.values_list("objet_id", "date_information"):
        derniers[pk] = max(derniers.get(pk, ""), le)
    return derniers
