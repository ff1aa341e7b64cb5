"""Copier et remettre une base PostgreSQL par ses propres outils, en une transaction."""

import os
import subprocess
import tempfile
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from jumelles.commandes.erreurs import Empechement


def dossier_de_travail() -> Path:
    """Un dossier temporaire du système."""
    return Path(tempfile.gettempdir())


def copier(vers: Path) -> None:
    """Faire un pg_dump au format « custom » (un instantané cohérent)."""
    _outil("pg_dump", "--format=custom", "--no-owner", f"--file={vers}")


def remettre(depuis: Path) -> None:
    """Faire un pg_restore en une transaction : avant ou après, jamais entre."""
    connection.close()
    _outil("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", depuis=depuis)


def _outil(nom: str, *options: str, depuis: Path | None = None) -> None:
    arguments, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    # arguments : psql, -U utilisateur, -h hôte, -p port, base (le dernier).
    base = ["--dbname", arguments[-1]] if depuis else [arguments[-1]]
    commande = [nom, *arguments[1:-1], "--no-password", *options, *base, *([str(depuis)] if depuis else [])]
    try:
        fait = subprocess.run(
            commande, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except FileNotFoundError as absent:
        raise Empechement(
            f"{nom} est absent de cette machine : installez les outils clients de PostgreSQL, "
            "à la version du serveur ou plus récente."
        ) from absent
    if fait.returncode:
        raise Empechement(f"{nom} a échoué, la base n'est pas changée : {fait.stderr.strip()[-600:]}")
