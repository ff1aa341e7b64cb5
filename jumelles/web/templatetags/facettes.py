"""Les valeurs d'une facette, écrites d'un trait : un gabarit passerait son temps sur ces centaines de lignes."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from jumelles.recherche.requetes import Choix
from jumelles.web.nombres import entier

register = template.Library()
_VALEUR = (
    '<li><label><input type="checkbox" name="{}" value="{}"{}> <span class="facette__nom">{}</span> '
    '<span class="nombre">{}</span></label>{}</li>\n'
)


@register.simple_tag
def valeurs_de_facette(nom: str, valeurs: Iterable[Choix]) -> SafeString:
    """Une case à cocher par valeur, celles qu'elle contient dessous."""
    lignes = ((nom, c.code, " checked" if c.choisi else "", _initiale(c), entier(c.nombre), _enfants(nom, c))
              for c in valeurs)  # fmt: skip
    return format_html('<ul class="facette">{}</ul>', format_html_join("", _VALEUR, lignes))


def _initiale(c: Choix) -> str:
    return c.libelle[:1].upper() + c.libelle[1:]


def _enfants(nom: str, c: Choix) -> str:
    """Les premières valeurs contenues, puis les autres, repliées."""
    if not c.enfants:
        return ""
    premiers = valeurs_de_facette(nom, c.premiers)
    if not c.suite:
        return premiers
    reste = len(c.suite)
    dit = ngettext("%(m)s autre", "%(m)s autres", reste) % {"m": entier(reste)}
    repli = '{}<details class="definition facette"><summary>{}</summary>{}</details>'
    return format_html(repli, premiers, dit, valeurs_de_facette(nom, c.suite))
