"""Les rendez-vous que la maison prend pour elle-même : vérifier, sauvegarder, purger, publier, chaque nuit."""

from datetime import datetime, timedelta

from django.utils import timezone

JOUR = timedelta(days=1)
# Heure de Paris ; la sauvegarde suit la vérification.
TRAVAUX = {
    "verifier": ("jumelles.commandes.travaux.verifier_la_nuit", 2, 0),
    "sauvegarder": ("jumelles.commandes.travaux.sauvegarder_la_nuit", 2, 30),
    "purger-sessions": ("jumelles.commandes.travaux.purger_les_sessions", 3, 0),
    "purger-taches": ("jumelles.commandes.travaux.purger_les_taches", 3, 15),
    "purger-pieces": ("jumelles.commandes.travaux.purger_les_pieces", 3, 30),
    "oublier-essais": ("jumelles.commandes.travaux.oublier_les_essais_la_nuit", 3, 35),
    "oublier-accords": ("jumelles.commandes.travaux.oublier_les_accords_la_nuit", 3, 40),
    "chercher-doublons": ("jumelles.cooperations.travaux.chercher_les_doublons", 3, 45),
    # Chaque nuit, mais elle n'écrit que si le mois n'a pas encore sa livraison : un arrêt le 1er se rattrape le 2.
    "publier": ("jumelles.commandes.travaux.publier_le_mois", 4, 0),
}


def prendre_rendez_vous_de_la_maison() -> None:
    """Inscrire au calendrier les travaux de nuit ; les reprendre ne change rien."""
    from jumelles.taches.operations import prendre_rendez_vous

    for nom, (tache, heure, minute) in TRAVAUX.items():
        prendre_rendez_vous(
            nom=nom, tache=tache, cadence=JOUR, premiere_fois=prochaine(timezone.localtime(), heure, minute)
        )


def prochaine(maintenant: datetime, heure: int, minute: int) -> datetime:
    """Dire la prochaine fois qu'il sera cette heure (fuseau de `maintenant`)."""
    ce_jour = maintenant.replace(hour=heure, minute=minute, second=0, microsecond=0)
    return ce_jour if ce_jour > maintenant else ce_jour + JOUR
