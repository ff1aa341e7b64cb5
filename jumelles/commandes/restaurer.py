"""`jumelles restaurer` : remettre la base dans l'état d'une sauvegarde, d'un seul coup."""

from pathlib import Path

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire
from jumelles.commandes.erreurs import Arret
from jumelles.commandes.indexation import mettre_a_jour_l_index

FILETS_GARDES = 3
FILET = "avant-restauration"


@commande()
@click.argument("fichier", type=click.Path(path_type=Path))
@click.option("--sans-filet", is_flag=True, help="Ne pas sauvegarder d'abord l'état présent.")
def restaurer(fichier: Path, sans_filet: bool) -> None:
    """Restaurer FICHIER, une sauvegarde faite par « jumelles sauvegarder ».

    L'état présent est d'abord sauvegardé. Le site peut rester ouvert : il montre l'avant, puis l'après.
    """
    from jumelles.commandes.sauvegardes import SauvegardeRefusee, examiner, restaurer_depuis

    try:
        examiner(fichier)
        if not sans_filet:
            _tendre_un_filet()
        manifeste = restaurer_depuis(fichier)
    except SauvegardeRefusee as refus:
        raise Arret(f"Restauration refusée, la base n'est pas changée. {refus}") from refus
    click.echo(f"La base est dans l'état du {manifeste.faite_le}.")
    for nom, nombre in manifeste.comptes.items():
        click.echo(f"  {nom} : {nombre}")
    mettre_a_jour_l_index(dire)


def _tendre_un_filet() -> None:
    """Sauvegarder l'état présent ; une base illisible n'a rien à sauver, on le dit et on continue."""
    from django.conf import settings
    from django.db.utils import DatabaseError

    from jumelles.commandes.sauvegardes import garder_les_dernieres, sauvegarder_vers

    dossier = Path(settings.VAR) / "sauvegardes"
    try:
        click.echo(f"État présent sauvegardé : {sauvegarder_vers(dossier, FILET)}")
    except (DatabaseError, Arret) as panne:
        click.echo(f"L'état présent ne peut pas être sauvegardé ({panne}) : la restauration continue.")
    garder_les_dernieres(dossier, FILETS_GARDES, FILET)
