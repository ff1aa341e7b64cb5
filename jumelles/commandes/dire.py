"""Dire où l'on en est : une ligne par étape, avec le temps qu'elle a pris."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


def dire(phrase: str) -> None:
    """Écrire une ligne, tout de suite."""
    click.echo(f"   {phrase}")


@contextmanager
def etape(titre: str) -> Iterator[None]:
    """Annoncer une étape, puis dire combien de secondes elle a pris."""
    click.echo(f"• {titre}…")
    debut = time.monotonic()
    yield
    click.echo(f"  fait en {time.monotonic() - debut:.1f} s".replace(".", ","))
