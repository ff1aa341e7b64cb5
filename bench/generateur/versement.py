"""Verser des millions de lignes : executemany sur SQLite, COPY sur PostgreSQL, index refaits à la fin."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

PAQUET = 20_000


def verser(modele: type[models.Model], noms: Sequence[str], lignes: Iterable[Sequence[Any]]) -> None:
    """Écrire ces colonnes (noms des attributs) ; les autres prennent la valeur par défaut du champ."""
    autres = [f for f in modele._meta.concrete_fields if f.attname not in noms and not f.primary_key]
    if "id" not in noms:
        noms, lignes = ("id", *noms), numeroter(modele, lignes)
    constantes = tuple(_default(f) for f in autres)
    colonnes = [_column(modele, n) for n in noms] + [f.column for f in autres]
    _write(modele._meta.db_table, colonnes, ((*ligne, *constantes) for ligne in lignes))


def numeroter(modele: type[models.Model], lignes: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Donner un identifiant à chaque ligne, à la suite de ceux de la table."""
    yield from ((rang, *ligne) for rang, ligne in enumerate(lignes, suivant(modele)))


def suivant(modele: type[models.Model]) -> int:
    """Le premier identifiant libre."""
    return int(modele._default_manager.aggregate(n=models.Max("pk"))["n"] or 0) + 1


def _default(champ: models.Field[Any, Any]) -> Any:
    if getattr(champ, "auto_now", False) or getattr(champ, "auto_now_add", False):
        return MAINTENANT
    if champ.has_default() or not champ.null:
        return champ.get_db_prep_save(champ.get_default(), connection)
    return None


def _column(modele: type[models.Model], attribut: str) -> str:
    return next(f.column for f in modele._meta.concrete_fields if f.attname == attribut)


def _write(table: str, colonnes: Sequence[str], lignes: Iterable[tuple[Any, ...]]) -> None:
    noms = ", ".join(f'"{c}"' for c in colonnes)
    with connection.cursor() as curseur:
        if connection.vendor == "sqlite":
            signes = ", ".join("?" * len(colonnes))
            curseur.connection.executemany(f'INSERT INTO "{table}" ({noms}) VALUES ({signes})', lignes)
        else:
            with curseur.connection.cursor().copy(f'COPY "{table}" ({noms}) FROM STDIN') as copie:
                for ligne in lignes:
                    copie.write_row(ligne)


MAINTENANT = "2026-11-22 00:00:00+00:00"


@contextmanager
def en_grand(modeles: Sequence[type[models.Model]]) -> Iterator[None]:
    """Ôter les index le temps d'écrire, puis les refaire ; la base est jetable : aucune sûreté sur le disque."""
    if connection.vendor != "sqlite":
        yield
        _after_postgres(modeles)
        return
    tables = [m._meta.db_table for m in modeles]
    with connection.cursor() as curseur:
        curseur.execute("PRAGMA foreign_keys=OFF")
        curseur.execute("PRAGMA synchronous=OFF")
        curseur.execute("PRAGMA cache_size=-1000000")
        curseur.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        index = [(nom, sql) for nom, table, sql in curseur.fetchall() if table in tables]
        for nom, _sql in index:
            curseur.execute(f'DROP INDEX "{nom}"')
        curseur.execute("BEGIN IMMEDIATE")
        yield
        curseur.execute("COMMIT")
        for _nom, sql in index:
            curseur.execute(_with_guard(sql))
        curseur.execute("ANALYZE")
        curseur.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _with_guard(sql: str) -> str:
    return re.sub(r"^CREATE (UNIQUE )?INDEX (?!IF)", r"CREATE \1INDEX IF NOT EXISTS ", sql)


def _after_postgres(modeles: Sequence[type[models.Model]]) -> None:
    """Remettre les compteurs d'identifiants à la suite, puis compter pour le planificateur."""
    with connection.cursor() as curseur:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(modeles)):
            curseur.execute(sql)
        curseur.execute("ANALYZE")
