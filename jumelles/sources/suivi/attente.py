"""Un lot préparé auquel on renonce : ses lignes en attente s'effacent, il reste au registre des lots."""

from django.db import transaction

from jumelles.contributions.requetes import DossierFiche
from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import LigneLot, Lot
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.sources.dossiers import fiche_depot


def abandonner_lot(lot_id: int, *, par: str) -> None:
    """Abandonner ce lot s'il attend encore, dans la transaction de l'appelant."""
    if not Lot.objects.filter(pk=lot_id, etat=EtatLot.PREPARE).update(etat=EtatLot.ABANDONNE):
        return
    LigneLot.objects.filter(lot_id=lot_id).delete()
    journaliser(par=par, ecritures=[Ecriture("abandonner_lot", "lot", lot_id)])


@transaction.atomic
def oublier_l_inacheve(dossier: DossierFiche, *, par: str) -> None:
    """Abandonner le lot qu'un essai mort en route a laissé : son rapport n'a jamais été écrit."""
    for lot in Lot.objects.filter(source__code=fiche_depot(dossier).code, etat=EtatLot.PREPARE):
        if "source" not in lot.rapport:
            abandonner_lot(lot.pk, par=par)
