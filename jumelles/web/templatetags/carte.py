"""La carte, posée dans une page par son composant."""

from django import template

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.web.carte.page import CartePage, carte_de_la_page

register = template.Library()


@register.simple_tag
def carte_de(sorte: Sorte, filtre: Filtre) -> CartePage | None:
    """Ce que le composant montre ; None si le moteur ne répond pas (la liste, elle, le dit)."""
    return carte_de_la_page(sorte, filtre)
