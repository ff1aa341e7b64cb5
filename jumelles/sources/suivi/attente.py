"""Un lot préparé auquel on renonce : ses lignes en attente s'effacent, il reste au registre des lots."""

from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import LigneLot, Lot
from jumelles.provenance.operations import Ecriture, journaliser


def abandonner_lot(lot_id: int, *, par: str) -> None:
    """Abandonner ce lot s'il attend encore, dans la transaction de l'appelant."""
    if not Lot.objects.filter(pk=lot_id, etat=EtatLot.PREPARE).update(etat=EtatLot.ABANDONNE):
        return
    LigneLot.objects.filter(lot_id=lot_id).delete()
    journaliser(par=par, ecritures=[Ecriture("abandonner_lot", "lot", lot_id)])
