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

from jumelles.rattachements.habilitation import ANONYME, Habilitation
from jumelles.rattachements.requetes import habilitation_de
from jumelles.territoires.requetes import vers_aujourdhui

Vue = Callable[..., HttpResponseBase]


def equipe(vue: Vue) -> Vue:
    """Mener un anonyme à la connexion, et refuser (403) qui n'est pas de l'équipe ; rien ne se garde en cache."""

    @wraps(vue)
    def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not getattr(request.user, "est_equipe", False):
            raise PermissionDenied
        return vue(request, *args, **kwargs)

    return never_cache(gardee)


def chez_nous(vue: Vue) -> Vue:
    """Réserver une page (request, code, …) aux gens de cette collectivité : 403 pour toute autre personne connectée.

    Le code d'une collectivité d'hier mène chez celle d'aujourd'hui.
    """

    @wraps(vue)
    def gardee(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if habilitation(request).parle_pour(code):
            return vue(request, code, *args, **kwargs)
        devenu = vers_aujourdhui(code)
        if devenu is None or not habilitation(request).parle_pour(devenu):
            raise PermissionDenied
        if request.method == "POST":  # une réunion pendant la saisie ne la perd pas
            return vue(request, devenu, *args, **kwargs)
        return HttpResponseRedirect(_chez(request, devenu))

    return never_cache(gardee)


def _chez(request: HttpRequest, code: str) -> str:
    """La même page et la même question, chez la collectivité d'aujourd'hui."""
    ou = request.resolver_match
    question = request.META.get("QUERY_STRING", "")
    assert ou is not None
    adresse = reverse(ou.view_name, kwargs={**ou.kwargs, "code": code})
    return adresse + (f"?{question}" if question else "")


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
