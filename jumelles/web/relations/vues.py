"""L'atlas : les jumelages et partenariats, et la page d'un lien où toutes les paroles se voient."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import InstrumentFiche
from jumelles.cooperations.requetes import adresse_relation, relation
from jumelles.web.chercher.listes import page_de_liste
from jumelles.web.figures.monde import draw_local
from jumelles.web.liens import traits
from jumelles.web.portes import aujourdhui, mener, retiree


def liste(request: HttpRequest) -> HttpResponse:
    """Qui est lié à qui, depuis quand : la liste, la carte, leurs filtres."""
    nom = _("Jumelages et partenariats")
    return page_de_liste(request, "relations", "relations/liste.html", {"nom_page": nom, "fil": [(nom, "")]})


def fiche(request: HttpRequest, identifiant: str, nom: str | None = None) -> HttpResponse:
    """Un lien : toutes les paroles, qui les dit, leurs dates et leurs licences."""
    trouvee = relation(int(identifiant), jour=aujourdhui())
    if trouvee is None:
        return _lead_elsewhere(request, identifiant)
    adresse = reverse("relation", args=[trouvee.breve.id, trouvee.breve.slug])
    arcs, hors_carte = traits([trouvee.breve])
    contexte = {
        "f": trouvee,
        "r": trouvee.breve,
        "figure": draw_local(arcs, implantations=_places(trouvee.instruments)) if arcs else None,
        "hors_carte": hors_carte,
        "fil": [(_("Jumelages et partenariats"), reverse("relations")), (trouvee.breve.titre, "")],
    }
    return mener(request, adresse) or render(request, "relations/fiche.html", contexte)


def _places(instruments: tuple[InstrumentFiche, ...]) -> list[tuple[float, float]]:
    """Les instruments situés, en (longitude, latitude)."""
    return [(i.lon, i.lat) for i in instruments if i.lat is not None and i.lon is not None]


def _lead_elsewhere(request: HttpRequest, identifiant: str) -> HttpResponse:
    vie = adresse_relation(int(identifiant))
    if vie.supprimee:
        return retiree(request)
    cible = relation(vie.vers, jour=aujourdhui()) if vie.vers else None
    if cible is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse("relation", args=[cible.breve.id, cible.breve.slug]))
