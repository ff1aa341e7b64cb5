"""Ce qu'une demande peut envoyer : très peu, sauf un fichier, par qui en a le droit, à la page qui le reçoit."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

DEPOSER = "/importer/nouveau/"
MO = 1 << 20
GABARIT = re.compile("/chez-nous/[^/]+/gabarit/")
GABARIT_MAX = 6 * MO


class TailleMiddleware:
    """413, avant d'en lire un octet, à ce qui dépasse : au-delà, un envoi remplirait le disque."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and _annonce(request) > _permis(request):
            return render(request, "importer/trop_gros.html", {"limite": _dite(request)}, status=413)
        return self.get_response(request)


def _dite(request: HttpRequest) -> int:
    """Les mégaoctets que la page dit permettre."""
    return GABARIT_MAX // MO - 1 if GABARIT.fullmatch(request.path) else int(settings.DEPOT_MAXIMUM)


def _annonce(request: HttpRequest) -> int:
    """Octets annoncés ; sans annonce lisible, le serveur n'en lit aucun."""
    dit = request.META.get("CONTENT_LENGTH") or "0"
    return int(dit) if dit.isascii() and dit.isdigit() else 0


def _permis(request: HttpRequest) -> int:
    """Un mégaoctet de plus que le fichier : les autres champs du formulaire."""
    if request.path == DEPOSER and getattr(request.user, "est_equipe", False):
        return (settings.DEPOT_MAXIMUM + 1) * MO
    return GABARIT_MAX if GABARIT.fullmatch(request.path) and request.user.is_authenticated else MO
