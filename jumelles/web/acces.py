"""Qui entre : l'équipe, connectée, avec son second facteur (l'intergiciel des comptes y veille)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

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


def signature(request: HttpRequest) -> str:
    """Ce que le journal retient de la personne connectée."""
    return str(getattr(request.user, "signature", ""))
