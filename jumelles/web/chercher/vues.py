"""Une seule boîte : territoires (noms d'hier compris), pays, autorités étrangères, thèmes, ODD."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jumelles.recherche.requetes import chercher

LONGUEUR = 120


def recherche(request: HttpRequest) -> HttpResponse:
    """Les résultats par famille ; zéro résultat dit quoi essayer."""
    texte = request.GET.get("q", "")[:LONGUEUR].replace("\x00", "").strip()
    return render(
        request,
        "chercher/recherche.html",
        {"texte": texte, "r": chercher(texte) if texte else None, "fil": [(_("Recherche"), "")]},
    )
