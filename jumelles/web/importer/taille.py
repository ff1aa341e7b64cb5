"""Ce qu'une demande peut envoyer : très peu, sauf un fichier, par l'équipe, à la page qui les reçoit."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

DEPOSER = "/importer/nouveau/"
MO = 1 << 20


class TailleMiddleware:
    """413, avant d'en lire un octet, à ce qui dépasse : au-delà, un envoi remplirait le disque."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and _annonce(request) > _permis(request):
            return render(request, "importer/trop_gros.html", {"limite": settings.DEPOT_MAXIMUM}, status=413)
        return self.get_response(request)


def _annonce(request: HttpRequest) -> int:
    """Octets annoncés ; sans annonce lisible, le serveur n'en lit aucun."""
    dit = request.META.get("CONTENT_LENGTH") or "0"
    return int(dit) if dit.isascii() and dit.isdigit() else 0


def _permis(request: HttpRequest) -> int:
    """Un mégaoctet de plus que le fichier : les autres champs du formulaire."""
    recoit = request.path == DEPOSER and getattr(request.user, "est_equipe", False)
    return (settings.DEPOT_MAXIMUM + 1) * MO if recoit else MO
