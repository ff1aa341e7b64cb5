"""`jumelles publier` : écrire maintenant les fichiers du mois, ceux de la page « Données »."""

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire
from jumelles.commandes.erreurs import Empechement


@commande()
def publier() -> None:
    """Écrire les fichiers du mois (CSV, JSON, GeoJSON, notice), en remplaçant ceux du même mois.

    Sort avec 0 s'ils sont écrits, 3 si l'index de recherche n'est pas là.
    """
    from django.utils import timezone

    from jumelles.recherche.moteur import MoteurIndisponible, moteur
    from jumelles.recherche.sorties.livraisons import livrer

    try:
        livraison = livrer(moteur(), timezone.localtime(), dire=dire)
    except MoteurIndisponible as absent:
        raise Empechement(str(absent)) from absent
    click.echo(f"Livraison de {livraison.mois} écrite : {len(livraison.fichiers)} fichiers.")
