"""Ce qu'un essai sans suite laisse derrière lui s'oublie : exemples, rapport, lignes en attente."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import PassageRefuse, oublier
from jumelles.contributions.regles import SANS_SUITE
from jumelles.contributions.requetes import DossierFiche, a_oublier
from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Lot
from jumelles.sources.suivi.attente import abandonner_lot
from jumelles.sources.suivi.lancement import renoncer

# Dit sur la page des imports.
GARDE = timedelta(days=30)


def oublier_les_essais(*, maintenant: datetime, par: str) -> int:
    """Abandonner les essais sans suite, et effacer ce que l'on gardait des fichiers ; rend le nombre de dossiers."""
    oublies = sum(_oublier(dossier, par=par) for dossier in a_oublier(maintenant - GARDE))
    _abandonner_les_orphelins(maintenant - GARDE, par=par)
    return oublies


def _abandonner_les_orphelins(avant: datetime, *, par: str) -> None:
    """Ce qu'un essai tué avant la fin a laissé en attente : plus aucun dossier n'y mène."""
    vieux = Lot.objects.filter(etat=EtatLot.PREPARE, prepare_le__lt=avant)
    attendus = (EtatDossier.ESSAYE, EtatDossier.IMPORT)
    for numero in vieux.exclude(dossiers__etat__in=attendus).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            abandonner_lot(numero, par=par)


def _oublier(dossier: DossierFiche, *, par: str) -> int:
    """Les faits entrés restent, avec leur rapport ; 0 si quelqu'un vient de reprendre ce dossier."""
    try:
        with transaction.atomic():
            if dossier.etat in SANS_SUITE:
                raison = _("Sans suite depuis %(n)s jours : oublié.") % {"n": GARDE.days}
                renoncer(dossier=dossier, vers=EtatDossier.ABANDONNE, par=par, raison=raison)
            oublier(dossier_id=dossier.id, par=par)
    except PassageRefuse:
        return 0
    return 1
