"""Ce que toute porte fait : lire le jour, lire la page demandée, mener à la bonne adresse."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.encoding import iri_to_uri

PAGE_MAX = 100_000
QUESTION_MAX = 1_500  # une redirection porte 2 048 signes, son chemin compris


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
    return HttpResponsePermanentRedirect(adresse + question_gardee(request))


def question_gardee(request: HttpRequest) -> str:
    """« ?… », la question de l'adresse demandée, pour y mener ; "" si elle dépasse ce qu'une redirection porte."""
    question = iri_to_uri(request.META.get("QUERY_STRING", ""))
    return f"?{question}" if question and len(question) <= QUESTION_MAX else ""


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
