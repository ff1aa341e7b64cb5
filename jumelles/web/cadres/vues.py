"""Les cadres, rangés par qui les pose ; chacun sa page, sa source, ses projets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.cooperations.enums import SorteCadre
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import facette, projets
from jumelles.referentiel.cadres import cadre, cadres, deductions
from jumelles.territoires.requetes import pays_liste
from jumelles.web.portes import aujourdhui

MONTRES = 12


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Tous les cadres, avec leur nombre de projets."""
    nombres = {c.code: c.nombre for c in facette(Filtre(), "cadre", "projets")}
    rangees = [
        (sorte.label, [(c, nombres.get(c.code, 0)) for c in cadres() if c.sorte == sorte.value]) for sorte in SorteCadre
    ]
    return render(request, "cadres/liste.html", {"rangees": rangees, "fil": [(_("Cadres"), "")]})


@require_safe
def fiche(request: HttpRequest, code: str) -> HttpResponse:
    """Un cadre : sa portée, ses dates, sa source ; ses projets, et ce qui fait déduire qu'un projet s'y inscrit."""
    trouve = cadre(code)
    if trouve is None:
        raise Http404
    filtre = Filtre(cadre=(code,))
    siens = projets(filtre, jour=aujourdhui(), taille=MONTRES)
    contexte = {
        "c": trouve,
        "sorte": SorteCadre(trouve.sorte).label,
        "pays": [p.nom for p in pays_liste() if p.iso2 in trouve.pays] if trouve.pays else [],
        "deductions": [d for d in deductions() if d.cadre == code],
        "projets": siens.elements,
        "projets_nombre": siens.total,
        "adresse_projets": f"{reverse('projets')}?{filtre.to_query()}",
        "fil": [(_("Cadres"), reverse("cadres")), (trouve.libelle, "")],
    }
    return render(request, "cadres/fiche.html", contexte)
