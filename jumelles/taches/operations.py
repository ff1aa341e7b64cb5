"""Les verbes du calendrier : prendre un rendez-vous, honorer ceux qui sont dus."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.module_loading import import_string

from jumelles.taches.models import RendezVous


def prendre_rendez_vous(*, nom: str, tache: str, cadence: timedelta, premiere_fois: datetime) -> RendezVous:
    """Inscrire une tâche au calendrier ; la reprendre ne change ni son heure ni son arrêt.

    `tache` est le chemin d'une tâche (`paquet.module.nom`) ; ImportError s'il ne mène à rien.
    """
    import_string(tache)
    if cadence <= timedelta(0):
        raise ValueError("La cadence d'un rendez-vous est une durée positive.")
    rendez_vous, cree = RendezVous.objects.get_or_create(
        nom=nom, defaults={"tache": tache, "cadence": cadence, "prochaine_fois": premiere_fois}
    )
    if not cree and (rendez_vous.tache, rendez_vous.cadence) != (tache, cadence):
        rendez_vous.tache, rendez_vous.cadence = tache, cadence
        rendez_vous.save(update_fields=["tache", "cadence"])
    return rendez_vous


def honorer_rendez_vous(maintenant: datetime) -> list[str]:
    """Mettre en file chaque rendez-vous dû, une seule fois ; rendre leurs noms.

    La ligne elle-même sert de témoin : celui qui avance `prochaine_fois` de la valeur lue gagne, et la
    tâche entre en file dans la même transaction. Deux calendriers peuvent tourner ensemble.
    """
    honores = []
    dus = RendezVous.objects.filter(actif=True, prochaine_fois__lte=maintenant).order_by("prochaine_fois", "nom")
    for rendez_vous in dus:
        if _honorer(rendez_vous, maintenant):
            honores.append(rendez_vous.nom)
    return honores


def _honorer(rendez_vous: RendezVous, maintenant: datetime) -> bool:
    with transaction.atomic():
        gagne = RendezVous.objects.filter(
            pk=rendez_vous.pk, actif=True, prochaine_fois=rendez_vous.prochaine_fois
        ).update(prochaine_fois=_prochaine(rendez_vous, maintenant), derniere_fois=maintenant)
        if gagne:
            import_string(rendez_vous.tache).enqueue()
    return bool(gagne)


def _prochaine(rendez_vous: RendezVous, maintenant: datetime) -> datetime:
    """Sauter les rendez-vous manqués pendant un arrêt : une seule exécution les rattrape."""
    retard = maintenant - rendez_vous.prochaine_fois
    pas = retard // rendez_vous.cadence + 1
    return rendez_vous.prochaine_fois + pas * rendez_vous.cadence
