"""La première page : une question, une carte, des chiffres qui portent leur source."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jumelles.cooperations.requetes import Bilan, comptes_generaux, implantations, taux_engagees
from jumelles.recherche.apercus import partenaires, relations_par
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.memoire import garder
from jumelles.recherche.requetes import compter
from jumelles.recherche.traces import traces
from jumelles.web.figures.monde import draw_monde


def accueil(request: HttpRequest) -> HttpResponse:
    """Qui fait quoi, où, avec qui ?"""
    return render(request, "accueil/accueil.html", garder("accueil", _context))


def _context() -> dict[str, object]:
    """Ce que la page montre, refait seulement quand quelque chose a changé."""
    trouves = traces(Filtre())
    figure = draw_monde(trouves.traits, ((i.lon, i.lat) for i in implantations()))
    bilan = Bilan(
        liens=compter(Filtre(), "relations"), partenaires=partenaires(), pays=len(relations_par(Filtre(), "pays"))
    )
    return {
        "figure": replace(figure, nombre=trouves.situees),
        "traces": trouves,
        "comptes": comptes_generaux(bilan),
        "taux": taux_engagees(),
    }
