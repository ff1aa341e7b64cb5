"""Ce qu'une commande dit quand elle s'arrête : où, quoi, pourquoi, comment réparer.

Codes de sortie : 0 tout va bien ; 1 la commande a trouvé un désordre ; 2 la demande ou le fichier est
refusé ; 3 la base ou la machine ne permet pas de répondre ; 130 arrêt demandé au clavier.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

DESORDRE = 1
REFUS = 2
EMPECHEMENT = 3
INTERROMPU = 130


class Arret(click.ClickException):
    """Une phrase pour la personne ; la demande est refusée (code 2)."""

    exit_code = REFUS

    def show(self, file: IO[Any] | None = None) -> None:
        """Écrire la phrase sur la sortie d'erreur, sans le « Error: » de la bibliothèque."""
        click.echo(self.format_message(), err=True, file=file)


class Empechement(Arret):
    """La base ou la machine ne permet pas de répondre (code 3)."""

    exit_code = EMPECHEMENT


@contextmanager
def phrases_de_la_base() -> Iterator[None]:
    """Rendre les pannes ordinaires de la base en phrases, sans trace."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import DatabaseError, OperationalError, ProgrammingError

    try:
        yield
    except ImproperlyConfigured as panne:
        raise Empechement(f"Réglage refusé : {panne}") from panne
    except (OperationalError, ProgrammingError, DatabaseError, sqlite3.Error) as panne:
        raise Empechement(_phrase_base(str(panne).strip())) from panne
    except OSError as panne:
        raise Empechement(_phrase_disque(panne)) from panne


def _phrase_disque(panne: OSError) -> str:
    ou = f" ({panne.filename})" if panne.filename else ""
    return (
        f"La machine ne permet pas d'écrire ou de lire{ou} : {panne.strerror or panne}.\n"
        "Vérifiez la place libre et les droits du dossier, puis recommencez ; rien n'a été écrit à moitié."
    )


def _phrase_base(detail: str) -> str:
    if "no such table" in detail or "does not exist" in detail:
        conseil = "La base n'est pas prête : lancez « jumelles initialiser »."
    elif "locked" in detail:
        conseil = "La base est occupée par une autre écriture : attendez qu'elle finisse, puis recommencez."
    elif "malformed" in detail or "not a database" in detail:
        conseil = "Le fichier de la base est abîmé : restaurez la dernière sauvegarde (jumelles restaurer)."
    elif "readonly" in detail or "unable to open" in detail:
        conseil = "Le dossier de la base doit exister et être ouvert en écriture (JUMELLES_VAR, JUMELLES_BASE)."
    elif "full" in detail:
        conseil = "Le disque est plein : libérez de la place, puis recommencez ; rien n'a été écrit à moitié."
    else:
        conseil = "Vérifiez JUMELLES_BASE et que le serveur de base répond."
    return f"La base ne répond pas comme prévu : {detail}\n{conseil}"
