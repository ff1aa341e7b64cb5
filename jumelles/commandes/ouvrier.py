"""`jumelles ouvrier` : honorer le calendrier et faire les travaux en attente."""

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire


@commande()
@click.option("--une-fois", is_flag=True, help="Faire ce qui est dû maintenant, puis s'arrêter.")
def ouvrier(une_fois: bool) -> None:
    """Travailler jusqu'à SIGTERM ou Ctrl-C ; une tâche commencée est finie avant de partir."""
    from jumelles.commandes.indexation import mettre_a_jour_l_index
    from jumelles.recherche.veille import nourrir
    from jumelles.taches.battement import battre
    from jumelles.taches.ouvrier import jusqu_au_signal, travailler, vider_la_file

    if une_fois:
        vider_la_file(dire=dire)
        mettre_a_jour_l_index(dire)
    else:
        with battre(), nourrir():
            travailler(encore=jusqu_au_signal(), dire=dire)
