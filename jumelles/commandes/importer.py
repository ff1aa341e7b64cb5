"""`jumelles importer` : lire un fichier d'une source connue, ou un dépôt dont on dit tout."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire
from jumelles.commandes.erreurs import REFUS
from jumelles.commandes.indexation import mettre_a_jour_l_index

if TYPE_CHECKING:
    from jumelles.sources.depots import FicheDepot
    from jumelles.sources.rapport import Rapport

DEPOT = "depot"
PAR = "commande:importer"


@commande()
@click.argument("source")
@click.argument("fichier", type=click.Path(path_type=Path))
@click.option("--a-blanc", is_flag=True, help="Tout lire et tout dire, sans rien écrire.")
@click.option("--slug", default="", help="D'un dépôt : son nom court, le même l'an prochain.")
@click.option("--nom", default="", help="D'un dépôt : ce que c'est.")
@click.option("--editeur", default="", help="D'un dépôt : qui le publie.")
@click.option("--licence", default="", help="D'un dépôt : sous quelle licence.")
@click.option("--date", "date_information", default="", help="D'un dépôt : de quand datent les faits.")
@click.option(
    "--correspondance",
    type=click.Path(path_type=Path),
    help="D'un dépôt : le JSON de sa correspondance ; absent, la proposition y est écrite et rien n'est importé.",
)
def importer(
    source: str,
    fichier: Path,
    a_blanc: bool,
    slug: str,
    nom: str,
    editeur: str,
    licence: str,
    date_information: str,
    correspondance: Path | None,
) -> None:
    """Importer FICHIER, au format de la SOURCE (« auto » la reconnaît ; « depot » : un tableau quelconque).

    Le rapport dit ce qui est entré, ce qui est refusé, à quelle ligne et pourquoi. Sort avec 0 si le
    fichier est lu, 2 s'il est refusé.
    """
    from jumelles.sources import lots
    from jumelles.sources.depots import CorrespondanceInvalide, FicheDepot

    try:
        if source == DEPOT:
            fiche = FicheDepot(slug, nom or slug, editeur, licence, date_information=date_information)
            rapport = _importer_depot(fichier, fiche, correspondance, a_blanc=a_blanc)
        else:
            rapport = lots.importer(source, fichier, par=PAR, a_blanc=a_blanc, dire=dire)
    except (lots.FichierRefuse, CorrespondanceInvalide) as refus:
        click.echo(str(refus), err=True)
        raise SystemExit(REFUS) from refus
    if rapport is None:
        return
    click.echo(rapport.en_texte())
    if not a_blanc:
        mettre_a_jour_l_index(dire)


def _importer_depot(
    fichier: Path, fiche: "FicheDepot", correspondance: Path | None, *, a_blanc: bool
) -> "Rapport | None":
    """Examiner, puis préparer et basculer ; None si l'on vient seulement d'écrire la proposition à relire."""
    from jumelles.sources.depots import Correspondance, CorrespondanceInvalide, basculer, examiner, preparer_depot

    if not (fiche.slug and fiche.editeur and fiche.licence):
        raise click.UsageError("un dépôt demande --slug, --editeur et --licence")
    if correspondance is None or not correspondance.exists():
        examen = examiner(fichier)
        for choix in examen.correspondance.colonnes:
            dire(f"« {choix.colonne} » → {choix.champ or 'non lue'} ({choix.raison})")
        lue = examen.correspondance
        if correspondance is not None:
            correspondance.write_text(json.dumps(lue.en_json(), ensure_ascii=False, indent=2), encoding="utf-8")
            dire(f"Relisez {correspondance}, puis relancez la même commande.")
            return None
    else:
        try:
            lue = Correspondance.depuis_json(json.loads(correspondance.read_text(encoding="utf-8")))
        except json.JSONDecodeError as faute:
            raise CorrespondanceInvalide(f"{correspondance.name} n'est pas du JSON, ligne {faute.lineno}") from faute
    rapport = preparer_depot(fichier, lue, fiche, par=PAR, a_blanc=a_blanc, dire=dire)
    if a_blanc or rapport.deja_fait or rapport.lot is None:
        return rapport
    return basculer(rapport.lot, par=PAR)
