"""Quand l'index de recherche n'est pas encore là : une page claire, et l'heure de revenir, au lieu d'une erreur."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jumelles.recherche.moteur import MoteurIndisponible

REVENIR = "30"  # secondes


class IndexIndisponibleMiddleware:
    """Répondre 503 à toute page qui cherche pendant que l'index se bâtit ; les fiches, elles, se lisent."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.suite(request)

    def process_exception(self, request: HttpRequest, panne: Exception) -> HttpResponse | None:
        """La page « la recherche se prépare » ; toute autre panne suit son chemin."""
        if not isinstance(panne, MoteurIndisponible):
            return None
        reponse = render(request, "503.html", status=503)
        reponse["Retry-After"] = REVENIR
        return reponse
