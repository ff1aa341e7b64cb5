"""`jumelles initialiser` : la base, les références, les faits, le calendrier, le premier administrateur."""

from pathlib import Path

import click

from jumelles.commandes.commande import commande
from jumelles.commandes.dire import dire, etape
from jumelles.commandes.erreurs import Empechement
from jumelles.commandes.indexation import mettre_a_jour_l_index

AUTEUR = "machine:initialiser"


@commande()
@click.option("--sans-references", is_flag=True, help="Créer les tables sans les remplir (implique --sans-faits).")
@click.option("--sans-faits", is_flag=True, help="S'arrêter après les références.")
@click.option("--sans-frontal", is_flag=True, help="Ne pas construire les fichiers du site.")
@click.option("--sans-administrateur", is_flag=True, help="Ne pas créer d'administrateur.")
@click.option("--sans-index", is_flag=True, help="Ne pas bâtir l'index de recherche : l'ouvrier le bâtira.")
def initialiser(
    sans_references: bool, sans_faits: bool, sans_frontal: bool, sans_administrateur: bool, sans_index: bool
) -> None:
    """Créer la base, ou finir de la créer si un lancement a été interrompu.

    Se relance sans risque : ce qui est déjà là n'est ni refait ni doublé.
    """
    with etape("La base"):
        _creer_tables()
    if not sans_references:
        with etape("Les références : communes, pays, lieux"):
            _charger_references()
        with etape("Les noms, pour le rapprochement (une à deux minutes)"):
            from jumelles.territoires.repertoires import batir_repertoires

            batir_repertoires()
    if not (sans_references or sans_faits):
        with etape("Les faits"):
            _charger_faits()
    if not sans_index:
        with etape("L'index de recherche"):
            mettre_a_jour_l_index(dire)
    with etape("Le calendrier des travaux"):
        from jumelles.commandes.calendrier import prendre_rendez_vous_de_la_maison

        prendre_rendez_vous_de_la_maison()
    if not sans_frontal:
        with etape("Les fichiers du site (une à deux minutes)"):
            from jumelles.commandes.construire import construire_tout

            construire_tout(dire)
    if not sans_administrateur:
        from jumelles.commandes.administrateur import creer_le_premier

        creer_le_premier()


def _creer_tables() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _charger_references() -> None:
    from jumelles.sources.fiche import SourceInattendue
    from jumelles.sources.references import charger_references

    try:
        charger_references(par=AUTEUR, dire=dire)
    except SourceInattendue as refus:
        raise Empechement(
            f"Une référence ne dit pas ce que sa fiche promet, elle n'est pas entrée : {refus}"
        ) from refus


def _charger_faits() -> None:
    """Charger les faits du dépôt, puis ceux du dossier de JUMELLES_DONNEES."""
    from django.conf import settings

    from jumelles.sources import catalogue
    from jumelles.sources.problemes import FichierRefuse

    try:
        catalogue.importer_faits(par=AUTEUR, dire=dire)
    except FichierRefuse as refus:
        raise Empechement(str(refus)) from refus
    if settings.DONNEES:
        catalogue.importer_dossier(Path(settings.DONNEES), par=AUTEUR, dire=dire)
