"""Un code d'hier mène à la collectivité d'aujourd'hui : la même page, la même question."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from jumelles.territoires.requetes import brefs_par_code, vers_aujourdhui
from jumelles.web.adresses import adresse_territoire
from jumelles.web.portes import question_gardee


def mener_a_aujourdhui(
    request: HttpRequest, code: str, fin: str = "", *, d_hier: bool = False
) -> HttpResponsePermanentRedirect:
    """301 vers `/territoires/<code>-<nom>/<fin>`, question gardée ; Http404 si ce code ne mène à rien d'autre.

    d_hier : « de=<code> » s'ajoute à la question, car c'est ce qu'a publié la collectivité d'hier que l'on demande.
    """
    devenu = vers_aujourdhui(code) or vers_aujourdhui(code.upper())
    if devenu is None or devenu == code:
        raise Http404
    bref = brefs_par_code([devenu])[devenu]
    question = question_gardee(request)
    if d_hier and "de" not in request.GET:
        question = f"{question}&" if question else "?"
        question += urlencode({"de": code})
    return HttpResponsePermanentRedirect(adresse_territoire(bref.code, bref.nom) + fin + question)
