"""`jumelles importer` : lire un fichier d'une source connue, ou un dépôt dont on a dit les colonnes."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire
from jumelles.commandes.erreurs import REFUS
from jumelles.commandes.indexation import mettre_a_jour_l_index

if TYPE_CHECKING:
    from jumelles.sources.rapport import Rapport

DEPOT = "depot"


@commande()
@click.argument("source")
@click.argument("fichier", type=click.Path(path_type=Path))
@click.option("--a-blanc", is_flag=True, help="Tout lire et tout dire, sans rien écrire.")
@click.option(
    "--correspondance",
    type=click.Path(path_type=Path),
    help="Pour la SOURCE « depot » : ce que dit chaque colonne, en JSON (la page d'un import le donne).",
)
def importer(source: str, fichier: Path, a_blanc: bool, correspondance: Path | None) -> None:
    """Importer FICHIER, au format de la SOURCE (« auto » la reconnaît, « depot » suit une correspondance).

    Le rapport dit ce qui est entré, ce qui est refusé, à quelle ligne et pourquoi. Sort avec 0 si le
    fichier est lu, 2 s'il est refusé.
    """
    from jumelles.sources import lots
    from jumelles.sources.depots import CorrespondanceInvalide

    try:
        if source == DEPOT:
            rapport = _importer_un_depot(fichier, correspondance, a_blanc)
        else:
            rapport = lots.importer(source, fichier, par="commande:importer", a_blanc=a_blanc, dire=dire)
    except (lots.FichierRefuse, CorrespondanceInvalide) as refus:
        click.echo(str(refus), err=True)
        raise SystemExit(REFUS) from refus
    click.echo(rapport.en_texte())
    if not a_blanc:
        mettre_a_jour_l_index(dire)


def _importer_un_depot(fichier: Path, correspondance: Path | None, a_blanc: bool) -> "Rapport":
    """Préparer puis basculer un dépôt, d'après le JSON {"source": {…}, "correspondance": {…}}."""
    from jumelles.sources.depots import Correspondance, FicheDepot, basculer, preparer_depot

    dite = _lire_la_correspondance(correspondance)
    lecture, fiche = Correspondance.depuis_json(dite["correspondance"]), FicheDepot(**dite["source"])
    rapport = preparer_depot(fichier, lecture, fiche, par="commande:importer", a_blanc=a_blanc, dire=dire)
    if a_blanc or rapport.deja_fait or rapport.lot is None:
        return rapport
    return basculer(rapport.lot, par="commande:importer")


def _lire_la_correspondance(chemin: Path | None) -> dict[str, Any]:
    from jumelles.sources.depots import CorrespondanceInvalide

    if chemin is None:
        raise CorrespondanceInvalide("la source « depot » demande --correspondance fichier.json")
    try:
        dite = json.loads(chemin.read_text(encoding="utf-8"))
        return {"source": dict(dite["source"]), "correspondance": dict(dite["correspondance"])}
    except (OSError, ValueError, KeyError, TypeError) as faute:
        raise CorrespondanceInvalide(f"{chemin.name} ne se lit pas : téléchargez-le de la page d'un import") from faute
