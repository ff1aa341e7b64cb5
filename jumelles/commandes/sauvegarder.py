"""`jumelles sauvegarder` : une copie sûre de la base, faite pendant qu'on s'en sert."""

from pathlib import Path

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Empechement


@commande()
@click.option("--vers", type=click.Path(path_type=Path, file_okay=False), help="Le dossier où l'écrire.")
def sauvegarder(vers: Path | None) -> None:
    """Écrire une sauvegarde vérifiée de la base (par défaut dans var/sauvegardes)."""
    from django.conf import settings

    from jumelles.commandes.sauvegardes import sauvegarder_vers

    dossier = vers or Path(settings.VAR) / "sauvegardes"
    try:
        faite = sauvegarder_vers(dossier)
    except OSError as panne:
        raise Empechement(f"Impossible d'écrire dans {dossier} : {panne.strerror}.") from panne
    click.echo(f"Sauvegarde faite et vérifiée : {faite}")
