"""Les thèmes et les dix-sept objectifs : chacun sa page, ses liens, ses projets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.recherche.filtre import FiltreRelations
from jumelles.recherche.requetes import facette, projets, relations
from jumelles.referentiel import thesaurus
from jumelles.web.portes import aujourdhui

MONTRES = 30


def _counts(nom: str) -> dict[str, int]:
    return {c.code: c.nombre for c in facette(FiltreRelations(), nom, jour=aujourdhui())}


def themes(request: HttpRequest) -> HttpResponse:
    """Tous les thèmes, avec leur nombre de liens."""
    nombres = _counts("theme")
    tous = [(t, nombres.get(t.code, 0)) for t in thesaurus.themes()]
    return render(request, "nomenclatures/themes.html", {"themes": tous, "fil": [(_("Thèmes"), "")]})


def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Un thème : qui y agit, avec qui, dans quels projets."""
    trouve = next((t for t in thesaurus.themes() if t.code == code), None)
    if trouve is None:
        raise Http404
    contexte = _uses(FiltreRelations(theme=(code,)), theme=code)
    contexte |= {"t": trouve, "fil": [(_("Thèmes"), reverse("themes")), (trouve.libelle, "")]}
    return render(request, "nomenclatures/theme.html", contexte)


def objectifs(request: HttpRequest) -> HttpResponse:
    """Les objectifs de développement durable, avec leur nombre de liens."""
    nombres = _counts("odd")
    tous = [(o, nombres.get(str(o.numero), 0)) for o in thesaurus.odd()]
    return render(request, "nomenclatures/odd_liste.html", {"objectifs": tous, "fil": [(_("ODD"), "")]})


def objectif(request: HttpRequest, numero: int) -> HttpResponse:
    """Un objectif, ses cibles officielles, les liens et les projets qui s'y rangent."""
    trouve = next((o for o in thesaurus.odd() if o.numero == numero), None)
    if trouve is None:
        raise Http404
    contexte = _uses(FiltreRelations(odd=(str(numero),)), odd=str(numero))
    contexte |= {
        "o": trouve,
        "cibles": thesaurus.cibles(numero),
        "fil": [(_("ODD"), reverse("odd_liste")), (trouve.titre, "")],
    }
    return render(request, "nomenclatures/odd.html", contexte)


def _uses(filtre: FiltreRelations, **projet: str) -> dict[str, object]:
    jour = aujourdhui()
    page = relations(filtre, jour=jour, taille=MONTRES)
    panorama = projets(jour=jour, taille=MONTRES, **projet)  # type: ignore[arg-type]
    return {
        "relations": page.elements,
        "relations_nombre": page.total,
        "projets": panorama.elements,
        "projets_nombre": panorama.total,
        "liste": f"{reverse('relations')}?{filtre.to_query()}",
    }
