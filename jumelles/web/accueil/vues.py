"""La première page : une question, une carte, des chiffres qui portent leur source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jumelles.cooperations.requetes import arcs, comptes_generaux, implantations, taux_engagees
from jumelles.web.figures.monde import draw_monde


def accueil(request: HttpRequest) -> HttpResponse:
    """Qui fait quoi, où, avec qui ?"""
    traces = arcs()
    figure = draw_monde(
        ((a.depart[1], a.depart[0], a.arrivee[1], a.arrivee[0]) for a in traces.arcs),
        ((i.lon, i.lat) for i in implantations()),
    )
    return render(
        request,
        "accueil/accueil.html",
        {
            "figure": figure,
            "non_localisees": traces.non_localisees,
            "comptes": comptes_generaux(),
            "taux": taux_engagees(),
        },
    )
