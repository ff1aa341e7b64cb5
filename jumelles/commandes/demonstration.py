"""`jumelles demonstration` : des données inventées, marquées comme telles, qui se retirent d'un coup."""

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire


@commande()
@click.argument("geste", type=click.Choice(["charger", "retirer"]))
def demonstration(geste: str) -> None:
    """Charger ou retirer les données de démonstration ; elles ne comptent jamais dans les chiffres."""
    from jumelles.sources import demonstration as donnees

    agir = donnees.charger if geste == "charger" else donnees.retirer
    agir(par="commande:demonstration", dire=dire)
