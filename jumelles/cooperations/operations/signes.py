"""Ce que les gens d'une collectivité disent de leur lien : un signe de vie, ou la décision de clore. Cela s'annule."""

from datetime import date
from typing import Any

from django.db import transaction

from jumelles.cooperations.enums import EtatPartenariat
from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations.correction import corriger_relation
from jumelles.cooperations.operations.fusion.vivants import gardee
from jumelles.cooperations.regles import ChampRefuse
from jumelles.provenance.models import Affirmation
from jumelles.referentiel.temps import DateIllisible, DatePartielle


def donner_signe(*, relation_id: int, quoi: str, le: str, jour: date, par: str, adresse: str = "") -> Affirmation:
    """Dire une rencontre, une lettre, un projet… et sa date (partielle, ISO) ; le redire ne change rien.

    ChampRefuse si la date manque, ne se lit pas ou est à venir.
    """
    _exiger_passee(le, jour)
    return _dire(relation_id, {"note": quoi}, le, jour, par, adresse)


def clore_par_deliberation(*, relation_id: int, le: date, adresse: str, jour: date, par: str) -> Affirmation:
    """Dire le lien clos par une délibération de ce jour, lue à cette adresse ; ChampRefuse sans adresse."""
    if not adresse:
        raise ChampRefuse("clore demande l'adresse où se lit la délibération")
    _exiger_passee(le.isoformat(), jour)
    champs = {"etat": EtatPartenariat.CLOS.value, "etat_depuis": le.isoformat()}
    return _dire(relation_id, champs, le.isoformat(), jour, par, adresse)


def _exiger_passee(le: str, jour: date) -> None:
    try:
        lue = DatePartielle.read(le)
    except DateIllisible as erreur:
        raise ChampRefuse(str(erreur)) from erreur
    if lue.earliest() > jour:
        raise ChampRefuse(f"{le} est dans le futur")


@transaction.atomic
def _dire(relation_id: int, champs: dict[str, Any], le: str, jour: date, par: str, adresse: str) -> Affirmation:
    relation_id = gardee("relation", relation_id)
    Relation.objects.select_for_update().get(pk=relation_id)
    meme = Affirmation.objects.vivantes().about("relation", relation_id)
    deja = meme.filter(auteur=par, champs=champs, date_information=le, adresse=adresse).first()
    return deja or corriger_relation(
        relation_id=relation_id, champs=champs, jour=jour, par=par, adresse=adresse, date_information=le
    )
