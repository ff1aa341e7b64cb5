"""Un membre de l'équipe sans second facteur ne va pas plus loin que l'écran qui l'active."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# Le strict nécessaire pour entrer, sortir, retrouver l'accès et activer le second facteur.
CHEMINS_LIBRES = (
    "/compte/login/",
    "/compte/logout/",
    "/compte/reauthenticate/",
    "/compte/password/reset/",
    "/compte/confirm-email/",
    "/compte/2fa/",
    "/statique/",
)


class SecondFacteurMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        utilisateur = request.user
        if (
            utilisateur.is_authenticated
            and getattr(utilisateur, "est_equipe", False)
            and not request.path.startswith(CHEMINS_LIBRES)
            and not is_mfa_enabled(utilisateur)
        ):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)
