"""Ce qu'un essai sans suite laisse derrière lui s'oublie : exemples, rapport, lignes en attente."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import PassageRefuse, oublier
from jumelles.contributions.regles import SANS_SUITE
from jumelles.contributions.requetes import DossierFiche, a_oublier
from jumelles.sources.suivi.lancement import renoncer

# Dit sur la page des imports.
GARDE = timedelta(days=30)


def oublier_les_essais(*, maintenant: datetime, par: str) -> int:
    """Abandonner les essais sans suite, et effacer ce que l'on gardait des fichiers ; rend le nombre de dossiers."""
    return sum(_oublier(dossier, par=par) for dossier in a_oublier(maintenant - GARDE))


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
