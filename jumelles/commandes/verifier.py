"""`jumelles verifier` : la base est-elle entière, à jour, cohérente, et l'index de recherche avec elle ?"""

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import DESORDRE


@commande()
def verifier() -> None:
    """Contrôler la base et l'index sans rien y écrire ; sort avec 1 et une liste si quelque chose ne va pas."""
    from jumelles.commandes.controles import controler

    constat = controler(avec_index=True)
    click.echo(constat.en_texte())
    if constat.desordres:
        raise SystemExit(DESORDRE)
