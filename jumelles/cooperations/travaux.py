"""Les travaux de fond du cœur."""

from datetime import timedelta

from django.utils import timezone

from jumelles.taches.reprises import tache


@tache(essais=2, attente=timedelta(minutes=10))
def chercher_les_doublons() -> str:
    """Comparer ce qui a changé depuis la dernière fois, et tenir la file de la revue ; rien ne se fond."""
    from jumelles.cooperations.operations.doublons import proposer_doublons

    bilan = proposer_doublons(maintenant=timezone.now())
    return f"{bilan.entrees} entrées, {bilan.redites} redites, {bilan.retirees} retirées, {bilan.tenues} à décider"
