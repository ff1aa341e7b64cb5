"""Ce que défaire un import ferait : de quoi le dire avant de le faire."""

from dataclasses import dataclass

from django.db.models import Q

from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Affirmation
from jumelles.provenance.operations import REMPLACEE
from jumelles.referentiel.paquets import par_paquets
from jumelles.sources.suivi.retrait import lots_du_dossier

PAQUET = 900


@dataclass(frozen=True, slots=True)
class Depart:
    """Des nombres de liens : ceux qui perdront cette source, et parmi eux ceux que plus rien ne dira."""

    perdent: int
    quittent: int


def ce_qui_partirait(lot_id: int) -> Depart:
    """Les liens que cet import, ou une décision prise sur ses lignes, dit aujourd'hui.

    Une parole d'hier que ce fichier avait remplacée reparlerait : un lien qu'elle dit ne quitte pas le site non plus.
    """
    lots = lots_du_dossier(lot_id)
    vivantes = Affirmation.objects.vivantes().filter(objet_type="relation").order_by()
    siens = set(vivantes.filter(releve__lot__in=lots).values_list("objet_id", flat=True))
    dits: set[int] = set()
    parle = Q(retiree_le__isnull=True) | Q(retiree_par=REMPLACEE, releve__lot__etat=EtatLot.BASCULE)
    for paquet in par_paquets(sorted(siens), PAQUET):
        autres = Affirmation.objects.filter(parle, objet_type="relation", objet_id__in=paquet)
        dits |= set(autres.exclude(releve__lot__in=lots).values_list("objet_id", flat=True))
    return Depart(perdent=len(siens), quittent=len(siens - dits))
