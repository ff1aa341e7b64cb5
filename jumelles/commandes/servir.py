"""`jumelles servir` : le serveur HTTP."""

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Empechement


@commande()
@click.option("--hote", default="127.0.0.1", show_default=True, help="L'adresse où écouter.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--processus", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--files", default=4, show_default=True, type=click.IntRange(1, 64), help="Fils par processus.")
def servir(hote: str, port: int, processus: int, files: int) -> None:
    """Servir le site jusqu'à l'arrêt demandé (Ctrl-C ou SIGTERM)."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.errors import ConfigurationError
    from granian.log import LogLevels

    try:
        Granian(
            "jumelles.config.wsgi:application",
            address=hote,
            port=port,
            interface=Interfaces.WSGI,
            workers=processus,
            blocking_threads=files,
            backpressure=files * 32,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
        ).serve()
    except (ConfigurationError, OSError, RuntimeError) as panne:
        raise Empechement(
            f"Le serveur ne peut pas écouter sur {hote}:{port} : {panne}. Choisissez un autre port avec --port."
        ) from panne
