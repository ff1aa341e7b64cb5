"""Une commande qui parle français, jusque dans son aide et ses refus."""

from collections.abc import Callable
from typing import Any

import click

AIDE = {"help_option_names": ["--aide", "-h", "--help"]}


class EnFrancais(click.Command):
    """Ce que les commandes et le groupe disent de la même façon."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Écrire « Emploi : … »."""
        morceaux = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(morceaux), prefix="Emploi : ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Donner l'option d'aide, dite en français."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Montrer cette aide."
        return option


class Commande(EnFrancais):
    """Une commande simple."""


def commande() -> Callable[[Callable[..., Any]], click.Command]:
    """Déclarer une commande de la maison (décorateur)."""
    return click.command(cls=Commande, context_settings=AIDE)


def phrase_du_refus(refus: click.UsageError) -> str:
    """Dire en français pourquoi une demande mal formée est refusée, et comment avoir de l'aide."""
    chemin = refus.ctx.command_path if refus.ctx else "jumelles"
    return f"{_raison(refus)}\nPour voir comment s'en servir : {chemin} --aide"


def _raison(refus: click.UsageError) -> str:
    parametre = getattr(refus, "param", None)
    nom = parametre.human_readable_name if parametre is not None else ""
    if isinstance(refus, click.MissingParameter):
        return f"Il manque : {nom}."
    if isinstance(refus, click.NoSuchOption):
        return f"Option inconnue : {refus.option_name}."
    if isinstance(refus, click.BadParameter):
        attendu = getattr(parametre.type, "choices", None) if parametre is not None else None
        choix = f" Choix possibles : {', '.join(attendu)}." if attendu else ""
        return f"Valeur refusée pour {nom}.{choix}"
    if refus.message.startswith("No such command"):
        return f"Commande inconnue : {refus.message.split(chr(39))[1]}."
    if refus.message.startswith("Missing command"):
        return "Il manque le nom d'une commande."
    return f"Demande refusée : {refus.message}"
