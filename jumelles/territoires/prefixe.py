"""« Commence par », de façon que l'index serve sur les deux bases."""

from django.db import connection
from django.db.models import Q


def commence_par(champ: str, debut: str) -> Q:
    """La condition « champ commence par debut » ; debut est une clé normalisée (a-z, 0-9, espace).

    SQLite ne prend pas l'index pour LIKE … ESCAPE ; PostgreSQL trie selon la langue, donc pas de bornes.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{champ}__gte": debut, f"{champ}__lt": debut + "{"})
    return Q(**{f"{champ}__startswith": debut})
