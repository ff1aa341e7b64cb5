"""Les travaux de nuit, tels que le calendrier les met en file."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from jumelles.taches.reprises import tache

SAUVEGARDES_GARDEES = 7
MEMOIRE_DES_TACHES = timedelta(days=60)


class DesordreTrouve(RuntimeError):
    """La vérification de nuit a trouvé quelque chose ; le message porte la liste."""


@tache(essais=2, attente=timedelta(minutes=10))
def verifier_la_nuit() -> str:
    """Tout contrôler ; un désordre fait échouer la tâche, avec sa liste."""
    from jumelles.commandes.controles import controler

    constat = controler(avec_index=True)
    if constat.desordres:
        raise DesordreTrouve(constat.en_texte())
    return constat.en_texte()


@tache(essais=3, attente=timedelta(minutes=10))
def sauvegarder_la_nuit() -> str:
    """Sauvegarder, puis ne garder que les dernières."""
    from jumelles.commandes.sauvegardes import garder_les_dernieres, sauvegarder_vers

    dossier = Path(settings.VAR) / "sauvegardes"
    faite = sauvegarder_vers(dossier)
    garder_les_dernieres(dossier, SAUVEGARDES_GARDEES)
    return faite.name


@tache(essais=3, attente=timedelta(minutes=1))
def purger_les_sessions() -> int:
    """Effacer les sessions expirées."""
    from jumelles.comptes.operations import purger_sessions

    return purger_sessions()


@tache(essais=3, attente=timedelta(minutes=1))
def purger_les_taches() -> None:
    """Oublier les tâches finies depuis longtemps."""
    call_command("prune_db_task_results", min_age_days=MEMOIRE_DES_TACHES.days, verbosity=0)


@tache(essais=3, attente=timedelta(minutes=1))
def purger_les_pieces() -> int:
    """Effacer les fichiers déposés dont le temps est passé, et les restes d'envois coupés."""
    from jumelles.pieces.operations import purger_pieces

    return purger_pieces(maintenant=timezone.now(), par="machine:calendrier")


@tache(essais=3, attente=timedelta(minutes=1))
def oublier_les_essais_la_nuit() -> int:
    """Oublier les imports essayés que personne n'a confirmés, et les exemples tirés des fichiers."""
    from jumelles.sources.suivi import oublier_les_essais

    return oublier_les_essais(maintenant=timezone.now(), par="machine:calendrier")


@tache(essais=3, attente=timedelta(minutes=20))
def publier_le_mois() -> str:
    """Écrire les fichiers du mois sur la page « Données », si ce mois n'a pas encore les siens."""
    from jumelles.recherche.moteur import moteur
    from jumelles.recherche.sorties.livraisons import livraisons, livrer

    maintenant = timezone.localtime()
    mois = f"{maintenant:%Y-%m}"
    if any(livraison.mois == mois for livraison in livraisons()):
        return f"{mois} : déjà là"
    return f"{livrer(moteur(), maintenant).mois} : écrite"


@tache(essais=3, attente=timedelta(minutes=1))
def oublier_les_accords_la_nuit() -> int:
    """Effacer les contacts et les invitations sans réponse : rien d'une personne ne se garde sans son accord."""
    from jumelles.acteurs.carnet import oublier_sans_reponse
    from jumelles.rattachements.invitations.operations import oublier_les_invitations

    oubliees = oublier_les_invitations(maintenant=timezone.now(), par="machine:calendrier")
    return oubliees + oublier_sans_reponse(maintenant=timezone.now(), par="machine:calendrier")
