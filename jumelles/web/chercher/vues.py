"""Une seule boîte : territoires (noms d'hier compris), pays, autorités étrangères, thèmes, ODD."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.requetes import Resultats, chercher

LONGUEUR = 120


def recherche(request: HttpRequest) -> HttpResponse:
    """Les résultats par famille, celle qui porte ce nom d'abord ; zéro résultat dit quoi essayer."""
    texte = request.GET.get("q", "")[:LONGUEUR].replace("\x00", "").strip()
    trouves = chercher(texte) if texte else None
    return render(
        request,
        "chercher/recherche.html",
        {
            "texte": texte,
            "r": trouves,
            "familles": familles(trouves) if trouves else [],
            "fil": [(_("Recherche"), "")],
        },
    )


def familles(r: Resultats) -> list[str]:
    """Les familles non vides : « Mali » est d'abord un pays, « eau » un thème, « Saint-Denis » une commune."""
    noms = {
        "territoires": [t.nom for t in r.territoires],
        "pays": [p.nom for p in r.pays],
        "acteurs": [a.nom for a in r.acteurs],
        "themes": [libelle for _code, libelle in r.themes],
        "odd": [titre for _numero, titre in r.odd],
    }
    voulu = cle(r.texte)
    return sorted((n for n in noms if noms[n]), key=lambda n: min(_closeness(voulu, cle(nom)) for nom in noms[n]))


def _closeness(voulu: str, nom: str) -> int:
    """0 : le nom même ; 1 : ses premiers mots entiers ; 2 : autrement."""
    if nom == voulu:
        return 0
    return 1 if nom.startswith(voulu + " ") else 2
