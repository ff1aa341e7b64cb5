"""Attacher à une relation ses actes et ses instruments."""

from datetime import date
from typing import Any

from django.db import transaction

from jumelles.cooperations.models import Acte, Instrument, Relation
from jumelles.cooperations.regles import ChampRefuse, in_order
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.referentiel.temps import DateIllisible, DatePartielle

_DATES_ACTE = ("delibere_le", "transmis_le", "signe_le", "debut", "fin", "resilie_le")


def _check_dates(champs: dict[str, Any], noms: tuple[str, ...]) -> None:
    for nom in noms:
        if champs.get(nom):
            try:
                DatePartielle.read(champs[nom])
            except DateIllisible as erreur:
                raise ChampRefuse(f"{nom} : {erreur}") from erreur
    if not in_order(champs.get("debut", ""), champs.get("fin", "")):
        raise ChampRefuse(f"la fin ({champs['fin']}) précède le début ({champs['debut']})")


@transaction.atomic
def ajouter_acte(*, relation_id: int, type: str, par: str, **champs: Any) -> Acte:
    """Ajouter une convention, une charte, une délibération… ; ChampRefuse si une date est fausse."""
    _check_dates(champs, _DATES_ACTE)
    relation = Relation.objects.select_for_update().get(pk=relation_id)
    acte = Acte.objects.create(relation=relation, type=type, **champs)
    apres = {"type": type, **{c: str(v) for c, v in champs.items()}}
    journaliser(par=par, ecritures=[Ecriture("ajouter_acte", "relation", relation_id, apres=apres)])
    return acte


@transaction.atomic
def resilier_acte(*, acte_id: int, le: date, par: str) -> Acte:
    """Dire un acte résilié, sans effacer ce qu'il fut."""
    acte = Acte.objects.select_for_update().get(pk=acte_id)
    avant = {"resilie_le": acte.resilie_le}
    acte.resilie_le = le.isoformat()
    acte.save(update_fields=["resilie_le"])
    ecriture = Ecriture(
        "resilier_acte", "relation", acte.relation_id, avant=avant, apres={"resilie_le": acte.resilie_le}
    )
    journaliser(par=par, ecritures=[ecriture])
    return acte


@transaction.atomic
def ajouter_instrument(*, relation_id: int, type: str, pays: str, par: str, **champs: Any) -> Instrument:
    """Attacher une visite de sites, une agence, un bureau de représentation ou une plate-forme."""
    _check_dates(champs, ("debut", "fin"))
    relation = Relation.objects.select_for_update().get(pk=relation_id)
    instrument = Instrument.objects.create(relation=relation, type=type, pays_id=pays, **champs)
    apres = {"type": type, "pays": pays, **{c: str(v) for c, v in champs.items()}}
    journaliser(par=par, ecritures=[Ecriture("ajouter_instrument", "relation", relation_id, apres=apres)])
    return instrument
