"""La ligne de commande `jumelles` : une commande par fichier, chargée quand on l'appelle."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from jumelles.commandes.commande import AIDE, EnFrancais, phrase_du_refus
from jumelles.commandes.erreurs import INTERROMPU, REFUS, phrases_de_la_base

COMMANDES = {
    "initialiser": "Créer ou réparer la base, charger les références et les faits",
    "importer": "Lire un fichier d'une source connue",
    "rapprocher": "Dire quelles collectivités et quels lieux nomme une liste",
    "portrait": "Dire ce que l'on sait d'un territoire",
    "exporter": "Écrire dans un fichier une liste filtrée",
    "publier": "Écrire maintenant les fichiers du mois de la page « Données »",
    "reindexer": "Refaire l'index de recherche",
    "verifier": "Contrôler que rien n'est abîmé ni en retard",
    "sauvegarder": "Mettre une copie sûre de la base dans un fichier",
    "restaurer": "Remettre la base dans l'état d'une sauvegarde",
    "administrateur": "Créer un administrateur ou lui rendre l'accès",
    "rattacher": "Dire pour quelle collectivité ou quel réseau parle une personne",
    "demonstration": "Charger ou retirer les données de démonstration",
    "construire": "Construire les feuilles de style, lettres et figures du site",
    "servir": "Servir le site",
    "ouvrier": "Faire les travaux en attente et honorer le calendrier",
}


class Groupe(EnFrancais, click.Group):
    """Un groupe qui n'importe une commande que si on la demande, et qui répond en français."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Donner les noms, dans l'ordre où on s'en sert."""
        return list(COMMANDES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Charger la commande de ce nom, dans le fichier du même nom."""
        if cmd_name not in COMMANDES:
            return None
        module = import_module(f"jumelles.commandes.{cmd_name}")
        commande: click.Command = getattr(module, cmd_name)
        return commande

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Écrire l'aide sans charger les commandes."""
        with formatter.section("Commandes"):
            formatter.write_dl(list(COMMANDES.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Exécuter ; une panne de la base devient une phrase."""
        with phrases_de_la_base():
            _preparer_django()
            return super().invoke(ctx)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Lire la demande, exécuter, sortir avec le code documenté dans `erreurs`."""
        extra["standalone_mode"] = False
        try:
            rendu = super().main(args, prog_name, **extra)
            sys.exit(rendu if isinstance(rendu, int) else 0)
        except click.UsageError as refus:
            click.echo(phrase_du_refus(refus), err=True)
            sys.exit(REFUS)
        except click.ClickException as refus:
            refus.show()
            sys.exit(refus.exit_code)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrompu.", err=True)
            sys.exit(INTERROMPU)


def _preparer_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    django.setup()


@click.group(cls=Groupe, context_settings=AIDE, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def principale() -> None:
    """L'action internationale des territoires français, sourcée et datée."""
