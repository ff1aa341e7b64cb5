"""`jumelles reindexer` : refaire l'index de recherche d'après la base."""

import time

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire
from jumelles.commandes.erreurs import Empechement


@commande()
@click.option("--equipe", type=click.IntRange(0, 64), help="Processus qui aident ; sans rien dire, ce qu'il faut.")
def reindexer(equipe: int | None) -> None:
    """Refaire l'index de recherche, à côté, puis basculer d'un coup ; le site peut rester ouvert.

    Sort avec 0 si l'index est refait, 3 si un autre programme l'écrit déjà.
    """
    from jumelles.recherche import alimentation
    from jumelles.recherche.documents import bon_nombre
    from jumelles.recherche.moteur import EcritureOccupee

    debut = time.monotonic()
    try:
        nombre = alimentation.reindexer(
            dire=lambda sorte, n: dire(f"{sorte} : {n}"), equipe=bon_nombre() if equipe is None else equipe
        )
    except EcritureOccupee as occupee:
        raise Empechement(str(occupee)) from occupee
    duree = f"{time.monotonic() - debut:.1f}".replace(".", ",")
    click.echo(f"Index refait : {nombre} documents en {duree} s.")
