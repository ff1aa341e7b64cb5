"""Ce que toute porte fait : lire le jour, lire la page demandée, mener à la bonne adresse."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

PAGE_MAX = 100_000


def aujourdhui() -> date:
    """Le jour, à Paris : lu ici et nulle part plus bas."""
    return timezone.localdate()


def numero_demande(request: HttpRequest) -> int:
    """Le numéro de page demandé, entre 1 et PAGE_MAX ; ce qui ne se lit pas vaut 1."""
    texte = request.GET.get("page", "1")
    if not (texte.isascii() and texte.isdigit() and len(texte) <= 6):
        return 1
    return min(max(1, int(texte)), PAGE_MAX)


def mener(request: HttpRequest, adresse: str) -> HttpResponse | None:
    """Une redirection définitive si l'adresse demandée n'est pas la bonne ; la question est gardée."""
    if request.path == adresse:
        return None
    question = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(adresse + (f"?{question}" if question else ""))


def retiree(request: HttpRequest) -> HttpResponse:
    """La page d'un objet supprimé : 410."""
    return render(request, "410.html", status=410)


def pages_proches(numero: int, pages: int) -> list[int | None]:
    """Les numéros à montrer : la première, la dernière, les voisines ; None pour un saut."""
    voulus = sorted({1, pages, *range(max(1, numero - 2), min(pages, numero + 2) + 1)})
    suite: list[int | None] = []
    for rang, page in enumerate(voulus):
        if rang and page != voulus[rang - 1] + 1:
            suite.append(None)
        suite.append(page)
    return suite
