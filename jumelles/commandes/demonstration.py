"""`jumelles demonstration` : des données inventées, marquées comme telles, qui se retirent d'un coup."""

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire
from jumelles.commandes.indexation import mettre_a_jour_l_index

AUTEUR = "commande:demonstration"


@commande()
@click.argument("geste", type=click.Choice(["charger", "retirer"]))
def demonstration(geste: str) -> None:
    """Charger ou retirer les données de démonstration ; elles ne comptent jamais dans les chiffres."""
    from django.utils import timezone

    from jumelles.sources.demonstration import charger_demonstration, retirer_demonstration

    if geste == "charger":
        nombre = charger_demonstration(par=AUTEUR, jour=timezone.localdate())
        click.echo(f"Démonstration chargée : {nombre} liens inventés, marqués comme tels et jamais comptés.")
    else:
        retirer_demonstration(par=AUTEUR)
        click.echo("Démonstration retirée : il n'en reste rien.")
    mettre_a_jour_l_index(dire)
