"""`jumelles portrait` : ce que l'on sait d'un territoire, en note, en texte ou en JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Arret, Empechement
from jumelles.commandes.exporter import ecrire

if TYPE_CHECKING:
    from jumelles.documents.arbre import Rapport
    from jumelles.strategies.portrait import Portrait

FINS = (".pdf", ".docx", ".odt", ".md", ".html", ".txt", ".json")


@commande()
@click.argument("territoire")
@click.option(
    "--sortie", type=click.Path(path_type=Path, dir_okay=False), help=f"Un fichier qui finit par {', '.join(FINS)}."
)
def portrait(territoire: str, sortie: Path | None) -> None:
    """Dresser le portrait d'un TERRITOIRE (nom, code INSEE ou SIREN) ; sans sortie, il s'affiche."""
    from django.utils import timezone

    from jumelles.recherche.moteur import MoteurIndisponible
    from jumelles.strategies.portrait import TerritoireIntrouvable
    from jumelles.strategies.portrait import portrait as dresser

    if sortie is not None and sortie.suffix.lower() not in FINS:
        raise Arret(f"Sortie refusée : {sortie.name} doit finir par {', '.join(FINS[:-1])} ou {FINS[-1]}.")
    try:
        dresse = dresser(territoire, jour=timezone.localdate())
    except TerritoireIntrouvable as absent:
        raise Arret(str(absent)) from absent
    except MoteurIndisponible as absent:
        raise Empechement(str(absent)) from absent
    if sortie is None:
        click.echo(dresse.en_texte())
        return
    ecrire(sortie, iter((_rendre(dresse, sortie.suffix.lower()),)))
    click.echo(f"Portrait écrit dans {sortie}")


def _rendre(dresse: "Portrait", fin: str) -> bytes:
    """Les octets du portrait dans ce format ; Arret si le document est refusé, et pourquoi."""
    from jumelles.documents.refus import DocumentRefuse
    from jumelles.strategies.portrait.rapport import rapport_du_portrait

    if fin == ".json":
        return dresse.en_json().encode()
    if fin == ".txt":
        return dresse.en_texte().encode()
    try:
        rendu = _ecrivain(fin)(rapport_du_portrait(dresse))
    except DocumentRefuse as refus:
        raise Arret(str(refus)) from refus
    return rendu.encode() if isinstance(rendu, str) else rendu


def _ecrivain(fin: str) -> "Callable[[Rapport], bytes | str]":
    from jumelles.documents.bureautique.docx import write_docx
    from jumelles.documents.bureautique.odt import write_odt
    from jumelles.documents.html import write_html
    from jumelles.documents.markdown import write_markdown
    from jumelles.documents.pdf import write_pdf

    ecrivains: dict[str, Callable[[Rapport], bytes | str]] = {
        ".pdf": write_pdf, ".docx": write_docx, ".odt": write_odt, ".html": write_html, ".md": write_markdown,
    }  # fmt: skip
    return ecrivains[fin]
