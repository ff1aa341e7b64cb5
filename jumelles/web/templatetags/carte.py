"""La carte, posée dans une page par son composant."""

from typing import Any

from django import template

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.web.carte.page import CartePage, carte_de_la_page

register = template.Library()


@register.simple_tag(takes_context=True)
def carte_de(context: template.Context, sorte: Sorte, filtre: Filtre) -> CartePage | None:
    """Ce que le composant montre ; None si le moteur ne répond pas (la liste, elle, le dit)."""
    requete: Any = context["request"]
    return carte_de_la_page(sorte, filtre, ouverte=requete.GET.get("vue") == "carte")
