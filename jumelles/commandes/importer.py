"""`jumelles importer` : lire un fichier d'une source connue."""

from pathlib import Path

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire
from jumelles.commandes.erreurs import REFUS
from jumelles.commandes.indexation import mettre_a_jour_l_index


@commande()
@click.argument("source")
@click.argument("fichier", type=click.Path(path_type=Path))
@click.option("--a-blanc", is_flag=True, help="Tout lire et tout dire, sans rien écrire.")
def importer(source: str, fichier: Path, a_blanc: bool) -> None:
    """Importer FICHIER, au format de la SOURCE (« auto » la reconnaît).

    Le rapport dit ce qui est entré, ce qui est refusé, à quelle ligne et pourquoi. Sort avec 0 si le
    fichier est lu, 2 s'il est refusé.
    """
    from jumelles.sources import lots

    try:
        rapport = lots.importer(source, fichier, par="commande:importer", a_blanc=a_blanc, dire=dire)
    except lots.FichierRefuse as refus:
        click.echo(str(refus), err=True)
        raise SystemExit(REFUS) from refus
    click.echo(rapport.en_texte())
    if not a_blanc:
        mettre_a_jour_l_index(dire)
