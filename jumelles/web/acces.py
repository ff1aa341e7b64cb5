"""Qui entre : l'équipe, connectée, avec son second facteur (l'intergiciel des comptes y veille)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.defaults import permission_denied

from jumelles.rattachements.habilitation import ANONYME, Habilitation
from jumelles.rattachements.requetes import habilitation_de
from jumelles.territoires.requetes import vers_aujourdhui
from jumelles.web.portes import question_gardee

Vue = Callable[..., HttpResponseBase]


def equipe(vue: Vue) -> Vue:
    """Mener un anonyme à la connexion, et refuser (403) qui n'est pas de l'équipe ; rien ne se garde en cache."""

    @wraps(vue)
    def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path + question_gardee(request))
        if not getattr(request.user, "est_equipe", False):
            raise PermissionDenied
        return vue(request, *args, **kwargs)

    return never_cache(_dire_le_refus(gardee))


def chez_nous(vue: Vue) -> Vue:
    """Réserver une page (request, code, …) aux gens de cette collectivité : 403 pour toute autre personne connectée.

    Le code d'une collectivité d'hier mène chez celle d'aujourd'hui.
    """
    return _reserver(vue, aussi_l_equipe=False)


def chez_nous_ou_equipe(vue: Vue) -> Vue:
    """La même porte, ouverte aussi à l'équipe de Jumelles."""
    return _reserver(vue, aussi_l_equipe=True)


def _reserver(vue: Vue, *, aussi_l_equipe: bool) -> Vue:
    @wraps(vue)
    def gardee(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path + question_gardee(request))
        qui = habilitation(request)
        if qui.parle_pour(code) or (aussi_l_equipe and qui.equipe):
            return vue(request, code, *args, **kwargs)
        devenu = vers_aujourdhui(code)
        if devenu is None or not qui.parle_pour(devenu):
            raise PermissionDenied
        if request.method == "POST":  # une réunion pendant la saisie ne la perd pas
            return vue(request, devenu, *args, **kwargs)
        return HttpResponseRedirect(_chez(request, devenu))

    return never_cache(_dire_le_refus(gardee))


def _dire_le_refus(vue: Vue) -> Vue:
    """La page 403 est une réponse, et non une exception : elle porte alors, comme les autres, « no-store »."""

    @wraps(vue)
    def dite(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return vue(request, *args, **kwargs)
        except PermissionDenied as refus:
            return permission_denied(request, refus)

    return dite


def _chez(request: HttpRequest, code: str) -> str:
    """La même page et la même question, chez la collectivité d'aujourd'hui."""
    ou = request.resolver_match
    assert ou is not None
    adresse = reverse(ou.view_name, kwargs={**ou.kwargs, "code": code})
    return adresse + question_gardee(request)


def habilitation(request: HttpRequest) -> Habilitation:
    """Ce que la personne connectée peut faire ; lu une fois par demande."""
    if not request.user.is_authenticated:
        return ANONYME
    lue: Habilitation | None = getattr(request, "habilitation", None)
    if lue is None:
        lue = habilitation_de(request.user.pk)
        request.habilitation = lue  # type: ignore[attr-defined]
    return lue


def signature(request: HttpRequest) -> str:
    """Ce que le journal retient de la personne connectée."""
    return str(getattr(request.user, "signature", ""))
