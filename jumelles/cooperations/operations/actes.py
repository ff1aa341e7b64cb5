"""Attacher à une relation ses actes, ses instruments et ses lieux."""

from datetime import date
from typing import Any

from django.db import transaction

from jumelles.acteurs.enums import Precision
from jumelles.cooperations.models import Acte, Instrument, LieuAction, Relation
from jumelles.cooperations.operations.fusion.vivants import gardee
from jumelles.cooperations.regles import ChampRefuse, in_order
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.territoires.models import Lieu

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
    relation_id = gardee("relation", relation_id)
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
    relation_id = gardee("relation", relation_id)
    relation = Relation.objects.select_for_update().get(pk=relation_id)
    instrument = Instrument.objects.create(relation=relation, type=type, pays_id=pays, **champs)
    apres = {"type": type, "pays": pays, **{c: str(v) for c, v in champs.items()}}
    journaliser(par=par, ecritures=[Ecriture("ajouter_instrument", "relation", relation_id, apres=apres)])
    return instrument


@transaction.atomic
def ajouter_lieu(
    *,
    par: str,
    pays: str,
    precision: str,
    relation_id: int | None = None,
    projet_id: int | None = None,
    nom: str = "",
    geonameid: int | None = None,
    lat: float | None = None,
    lon: float | None = None,
) -> LieuAction:
    """Ajouter un lieu d'action à une relation ou à un projet ; degrés WGS84, jamais de point pour un pays."""
    if (relation_id is None) == (projet_id is None):
        raise ChampRefuse("un lieu d'action appartient à une relation ou à un projet, et à un seul")
    if precision == Precision.PAYS and (lat is not None or lon is not None):
        raise ChampRefuse("un pays n'est pas un point : ôtez les coordonnées ou dites une précision plus fine")
    if (lat is None) != (lon is None) or not _on_earth(lat, lon):
        raise ChampRefuse(f"coordonnées impossibles : latitude {lat}, longitude {lon}")
    lieu = Lieu.objects.get(geonameid=geonameid) if geonameid is not None else None
    relation_id = relation_id if relation_id is None else gardee("relation", relation_id)
    projet_id = projet_id if projet_id is None else gardee("projet", projet_id)
    action = LieuAction.objects.create(
        relation_id=relation_id, projet_id=projet_id, pays_id=pays, lieu=lieu, nom=nom or (lieu.nom if lieu else ""),
        lat=lat, lon=lon, precision=precision,
    )  # fmt: skip
    objet, identifiant = ("relation", relation_id) if relation_id is not None else ("projet", projet_id)
    apres = {"pays": pays, "nom": action.nom, "precision": precision}
    journaliser(par=par, ecritures=[Ecriture("ajouter_lieu", objet, identifiant or 0, apres=apres)])
    return action


def _on_earth(lat: float | None, lon: float | None) -> bool:
    return lat is None or lon is None or (-90 <= lat <= 90 and -180 <= lon <= 180)
