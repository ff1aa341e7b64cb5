"""`jumelles servir` : le serveur HTTP."""

from pathlib import Path

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Arret, Empechement


@commande()
@click.option("--hote", default="127.0.0.1", show_default=True, help="L'adresse où écouter.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--prise", type=click.Path(path_type=Path, dir_okay=False), help="Une prise Unix où écouter, au lieu d'un port."
)
@click.option("--processus", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--files", default=4, show_default=True, type=click.IntRange(1, 64), help="Fils par processus.")
def servir(hote: str, port: int, prise: Path | None, processus: int, files: int) -> None:
    """Servir le site jusqu'à l'arrêt demandé (Ctrl-C ou SIGTERM)."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.errors import ConfigurationError
    from granian.log import LogLevels

    if files <= settings.EXPORTS:
        raise Arret(
            f"Chaque processus écrit jusqu'à {settings.EXPORTS} grands fichiers à la fois, un fil pour chacun : il "
            "n'en resterait pas pour les pages. Donnez au moins "
            f"--files {settings.EXPORTS + 1}, ou baissez JUMELLES_EXPORTS."
        )
    for avis in settings.AVIS_DES_REGLAGES:
        click.echo(f"À savoir : {avis}", err=True)
    ou = str(prise) if prise else f"{hote}:{port}"
    if prise:
        prise.unlink(missing_ok=True)
    try:
        Granian(
            "jumelles.config.wsgi:application",
            address=hote,
            port=port,
            uds=prise,
            # Le mandataire tourne sous un autre compte du même groupe.
            uds_permissions=0o660 if prise else None,
            interface=Interfaces.WSGI,
            workers=processus,
            blocking_threads=files,
            backpressure=files * 32,
            log_level=LogLevels.warning,
            log_dictconfig=settings.LOGGING,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
        ).serve()
    except (ConfigurationError, OSError, RuntimeError) as panne:
        raise Empechement(
            f"Le serveur ne peut pas écouter sur {ou} : {panne}. Choisissez un autre port avec --port."
        ) from panne
