"""Ce que la carte d'une liste montre avant tout JavaScript."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.recherche.filtre import Filtre, Sorte


@dataclass(frozen=True, slots=True)
class CartePage:
    """titre : ce qu'on voit ; ouvrir : l'adresse de la liste avec sa carte."""

    sorte: Sorte
    titre: str
    ouvrir: str


def carte_de_la_page(sorte: Sorte, filtre: Filtre, *, ouverte: bool) -> CartePage | None:
    """La carte d'une liste ; ouverte : montrée avec sa légende et son tableau."""
    titres = {"relations": _("Carte des liens"), "projets": _("Carte des projets"), "acteurs": _("Carte des acteurs")}
    question = filtre.to_query([("vue", "carte")])
    return CartePage(sorte, titres[sorte], f"{reverse(sorte)}?{question}")
