"""Recalculer les colonnes d'une relation d'après ce qu'en disent ses sources."""

from collections.abc import Iterable
from typing import Any

from jumelles.cooperations.enums import Nomenclature
from jumelles.cooperations.models import ClassementRelation, Relation
from jumelles.cooperations.regles import Retenu, retenir
from jumelles.cooperations.requetes.dires import dires_par_objet
from jumelles.provenance.models import Lot
from jumelles.provenance.operations import Ecriture, journaliser

PAQUET = 900
COLONNES = ("nature", "intitule", "debut", "premiere_convention", "fin", "etat", "etat_depuis")
SUIVI = ("confirmee_le", "derniere_information", "divergente")
_NOMENCLATURES = {
    "autres_natures": Nomenclature.NATURE,
    "dimensions": Nomenclature.DIMENSION,
    "themes": Nomenclature.THEME,
    "odd": Nomenclature.ODD,
}


def _columns(relation: Relation) -> dict[str, Any]:
    return {nom: _plain(getattr(relation, nom)) for nom in (*COLONNES, *SUIVI)}


def _plain(valeur: Any) -> Any:
    return valeur.isoformat() if hasattr(valeur, "isoformat") else valeur


def _poser(relation: Relation, retenu: Retenu) -> None:
    for nom in COLONNES:
        setattr(relation, nom, retenu.valeurs[nom])
    relation.confirmee_le = retenu.confirmee_le
    relation.derniere_information = retenu.derniere_information
    relation.divergente = bool(retenu.divergences)


def classements_voulus(relation_id: int, valeurs: dict[str, Any]) -> list[ClassementRelation]:
    """Les lignes de classement que les listes retenues demandent, par ordre de priorité."""
    return [
        ClassementRelation(relation_id=relation_id, nomenclature=nomenclature, code=code, rang=rang)
        for champ, nomenclature in _NOMENCLATURES.items()
        for rang, code in enumerate(valeurs[champ], start=1)
    ]


def _reclasser(retenus: dict[int, Retenu]) -> None:
    """Remplacer les classements de ces relations."""
    ids = sorted(retenus)
    for debut in range(0, len(ids), PAQUET):
        ClassementRelation.objects.filter(relation_id__in=ids[debut : debut + PAQUET]).delete()
    voulus = [c for pk in ids for c in classements_voulus(pk, retenus[pk].valeurs)]
    ClassementRelation.objects.bulk_create(voulus, batch_size=1000)


def recalculer_relations(
    ids: Iterable[int], *, par: str, lot: Lot | None = None, verbe: str = "recalculer_relation"
) -> list[Relation]:
    """Reposer colonnes et classements ; le journal reçoit l'avant et l'après de celles qui changent."""
    # Tenir les lignes avant d'écouter les sources : une parole dite entre-temps se perdrait des colonnes.
    relations = _tenir(ids)
    dires = dires_par_objet("relation", [r.pk for r in relations])
    relations = [r for r in relations if r.pk in dires]
    retenus = {r.pk: retenir(dires[r.pk]) for r in relations}
    ecritures, changees = [], []
    for relation in relations:
        avant = _columns(relation)
        _poser(relation, retenus[relation.pk])
        apres = _columns(relation)
        if avant != apres:
            changees.append(relation)
            ecritures.append(Ecriture(verbe, "relation", relation.pk, avant=avant, apres=apres))
    # Réécrire par INSERT … ON CONFLICT va dix fois plus vite que le CASE WHEN de bulk_update.
    Relation.objects.bulk_create(
        changees, batch_size=500, update_conflicts=True, unique_fields=["id"],
        update_fields=[*COLONNES, *SUIVI, "modifie_le"],
    )  # fmt: skip
    _reclasser(retenus)
    journaliser(par=par, lot=lot, ecritures=ecritures)
    return relations


def _tenir(ids: Iterable[int]) -> list[Relation]:
    voulus = sorted(set(ids))
    lignes = Relation.objects.select_for_update(of=("self",)).order_by("pk")
    return [r for d in range(0, len(voulus), PAQUET) for r in lignes.filter(pk__in=voulus[d : d + PAQUET])]
