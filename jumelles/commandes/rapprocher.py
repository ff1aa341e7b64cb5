"""`jumelles rapprocher` : dire quelles collectivités et quels lieux nomme une liste."""

from pathlib import Path

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.erreurs import Arret


@commande()
@click.argument("liste", type=click.Path(path_type=Path))
@click.option("--sortie", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Le CSV à écrire.")
@click.option("--nom", "colonne_nom", default="", help="La colonne des noms, si elle ne s'appelle pas « nom ».")
@click.option("--feuille", default="", help="La feuille du classeur ; d'office la première.")
def rapprocher(liste: Path, sortie: Path, colonne_nom: str, feuille: str) -> None:
    """Rapprocher chaque nom de LISTE (CSV, XLSX, ODS), sans réseau.

    Le résultat garde les colonnes de la liste et ajoute code, nom_officiel, verdict (accepté, à revoir, écarté), score
    et raisons. Les colonnes pays, departement, population, lat, lon, niveau, partenaire, siren et insee servent
    d'indices quand elles y sont ; sans colonne « pays », les noms sont ceux de collectivités françaises. Sort avec 0 si
    le résultat est écrit, 2 si la liste est refusée.
    """
    from jumelles.sources.listes import rapprocher_liste
    from jumelles.sources.problemes import FichierRefuse

    try:
        bilan = rapprocher_liste(liste, sortie, colonne_nom=colonne_nom, feuille=feuille)
    except FichierRefuse as refus:
        raise Arret(str(refus)) from refus
    comptes = ", ".join(f"{nombre} {verdict}" for verdict, nombre in sorted(bilan.verdicts.items()))
    click.echo(f"{bilan.lignes} noms : {comptes or 'aucun'}. Écrit dans {sortie}.", err=True)
