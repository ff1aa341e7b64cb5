"""`jumelles portrait` : ce que l'on sait d'un territoire, en texte ou en JSON."""

from pathlib import Path

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Arret


@commande()
@click.argument("territoire")
@click.option("--sortie", type=click.Path(path_type=Path, dir_okay=False), help="Un fichier .txt ou .json.")
def portrait(territoire: str, sortie: Path | None) -> None:
    """Dresser le portrait d'un TERRITOIRE (nom, code INSEE ou SIREN)."""
    from django.utils import timezone

    from jumelles.strategies.portrait import TerritoireIntrouvable
    from jumelles.strategies.portrait import portrait as dresser

    if sortie is not None and sortie.suffix not in (".txt", ".json"):
        raise Arret(f"Sortie refusée : {sortie.name} doit finir par .txt ou .json.")
    try:
        dresse = dresser(territoire, jour=timezone.localdate())
    except TerritoireIntrouvable as absent:
        raise Arret(str(absent)) from absent
    if sortie is None:
        click.echo(dresse.en_texte())
        return
    texte = dresse.en_json() if sortie.suffix == ".json" else dresse.en_texte()
    try:
        sortie.write_text(texte, encoding="utf-8")
    except OSError as panne:
        raise Arret(f"Impossible d'écrire {sortie} : {panne.strerror}.") from panne
    click.echo(f"Portrait écrit dans {sortie}")
