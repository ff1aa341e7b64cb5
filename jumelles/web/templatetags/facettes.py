"""Les valeurs d'une facette, écrites d'un trait : un gabarit passerait son temps sur ces centaines de lignes."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from jumelles.recherche.requetes import Choix
from jumelles.web.lignes.pieces import initiale
from jumelles.web.nombres import entier

register = template.Library()


@register.simple_tag
def valeurs_de_facette(nom: str, valeurs: Iterable[Choix]) -> SafeString:
    """Une case à cocher par valeur, celles qu'elle contient dessous."""
    return SafeString(_liste(escape(nom), valeurs))


def _liste(nom: str, valeurs: Iterable[Choix]) -> str:
    return f'<ul class="facette">{"".join([_valeur(nom, c) for c in valeurs])}</ul>'


def _valeur(nom: str, c: Choix) -> str:
    return (
        f'<li><label><input type="checkbox" name="{nom}" value="{escape(c.code)}"{" checked" if c.choisi else ""}> '
        f'<span class="facette__nom">{escape(initiale(c.libelle))}</span> '
        f'<span class="nombre">{entier(c.nombre)}</span></label>{_enfants(nom, c) if c.enfants else ""}</li>\n'
    )


def _enfants(nom: str, c: Choix) -> str:
    """Les premières valeurs contenues, puis les autres, repliées."""
    premiers = _liste(nom, c.premiers)
    if not c.suite:
        return premiers
    reste = len(c.suite)
    dit = ngettext("%(m)s autre", "%(m)s autres", reste) % {"m": entier(reste)}
    return f'{premiers}<details class="definition facette"><summary>{dit}</summary>{_liste(nom, c.suite)}</details>'
