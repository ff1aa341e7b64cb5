"""Écrire beaucoup de lignes d'un coup, sur SQLite comme sur PostgreSQL, dans la transaction de l'appelant."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

Ligne = Sequence[Any]


def inserer(modele: type[models.Model], champs: Sequence[str], lignes: Iterable[Ligne]) -> None:
    """Ajouter des lignes ; une ligne donne les champs dans l'ordre dit."""
    table, colonnes = _noms(modele, champs)
    if connection.vendor == "postgresql":
        _copier(table, colonnes, lignes)
    else:
        _executer(_requete(table, colonnes), lignes)


def inserer_ou_modifier(
    modele: type[models.Model], champs: Sequence[str], lignes: Iterable[Ligne], *, identite: str
) -> None:
    """Ajouter, ou mettre à jour la ligne de même identité (un champ unique) : son numéro ne change pas."""
    table, colonnes = _noms(modele, champs)
    (cle,) = _noms(modele, [identite])[1]
    modifs = ", ".join(f"{c} = excluded.{c}" for c in colonnes if c != cle)
    conflit = ["ON CONFLICT", f"({cle})", "DO UPDATE SET", modifs]
    if connection.vendor != "postgresql":
        _executer(" ".join([_requete(table, colonnes), *conflit]), lignes)
        return
    liste = ", ".join(colonnes)
    with connection.cursor() as curseur:
        curseur.execute(
            " ".join(["CREATE TEMP TABLE vrac ON COMMIT DROP AS SELECT", liste, "FROM", table, "WHERE false"])
        )
        _copier("vrac", colonnes, lignes)
        curseur.execute(" ".join(["INSERT INTO", table, f"({liste})", "SELECT", liste, "FROM vrac", *conflit]))
        curseur.execute("DROP TABLE vrac")


def actualiser_statistiques() -> None:
    """Dire à la base la taille de ses tables : sans cela, elle choisit parfois un chemin mille fois plus long."""
    with connection.cursor() as curseur:
        if connection.vendor == "sqlite":
            curseur.execute("PRAGMA analysis_limit=1000")
        curseur.execute("ANALYZE")


def _noms(modele: type[models.Model], champs: Sequence[str]) -> tuple[str, list[str]]:
    """La table et les colonnes, entre guillemets ; viennent des modèles, jamais d'une donnée lue."""
    colonnes = {f.name: f.column for f in modele._meta.concrete_fields}
    colonnes |= {f.attname: f.column for f in modele._meta.concrete_fields}
    return f'"{modele._meta.db_table}"', [f'"{colonnes[c]}"' for c in champs]


def _requete(table: str, colonnes: Sequence[str]) -> str:
    valeurs = ", ".join(["%s"] * len(colonnes))
    return " ".join(["INSERT INTO", table, f"({', '.join(colonnes)})", "VALUES", f"({valeurs})"])


def _executer(requete: str, lignes: Iterable[Ligne]) -> None:
    with connection.cursor() as curseur:
        curseur.executemany(requete, list(lignes))


def _copier(table: str, colonnes: Sequence[str], lignes: Iterable[Ligne]) -> None:
    with (
        connection.cursor() as curseur,
        curseur.copy(f"COPY {table} ({', '.join(colonnes)}) FROM STDIN") as copie,
    ):
        for ligne in lignes:
            copie.write_row(ligne)
