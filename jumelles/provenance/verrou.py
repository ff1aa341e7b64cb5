"""Un seul à la fois décide quels objets n'en font qu'un."""

from django.db import connection

_NUMERO = 4_202_611


def tenir_les_entites() -> None:
    """Attendre son tour, jusqu'à la fin de la transaction.

    SQLite n'a qu'un écrivain : l'y être suffit. Sur PostgreSQL, deux fusions qui ne se verraient pas laisseraient
    une chaîne que personne n'a voulue.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as curseur:
            curseur.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMERO])
