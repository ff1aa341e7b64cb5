"""La ligne de commande `jumelles` : une commande par fichier, chargée quand on l'appelle."""

import os
from importlib import import_module

import click

from jumelles.commandes.erreurs import phrases_de_la_base

COMMANDES = {
    "initialiser": "Créer ou réparer la base, charger les références et les faits",
    "importer": "Lire un fichier d'une source connue",
    "portrait": "Dire ce que l'on sait d'un territoire",
    "verifier": "Contrôler que rien n'est abîmé ni en retard",
    "sauvegarder": "Mettre une copie sûre de la base dans un fichier",
    "restaurer": "Remettre la base dans l'état d'une sauvegarde",
    "administrateur": "Créer un administrateur ou lui donner un nouveau mot de passe",
    "demonstration": "Charger ou retirer les données de démonstration",
    "construire": "Construire les feuilles de style, lettres et figures du site",
    "servir": "Servir le site",
    "ouvrier": "Faire les travaux en attente et honorer le calendrier",
    "photographier": "Prendre les captures d'écran du mode d'emploi",
}


class Groupe(click.Group):
    """Un groupe qui n'importe une commande que si on la demande."""

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
            return super().invoke(ctx)


@click.group(cls=Groupe, context_settings={"help_option_names": ["--aide", "-h", "--help"]})
def principale() -> None:
    """L'action internationale des territoires français, sourcée et datée."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    django.setup()
