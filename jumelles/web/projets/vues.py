"""Le panorama des projets, et la page d'un projet : qui fait quoi, qui paie, à quelle étape."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.cooperations.enums import SorteCadre
from jumelles.cooperations.fiches import PartieFiche, ProjetFiche
from jumelles.cooperations.requetes import adresse_projet, nom_de_theme, projet
from jumelles.recherche.filtre import Filtre
from jumelles.referentiel import thesaurus
from jumelles.web.chercher.listes import page_de_liste
from jumelles.web.portes import aujourdhui, mener, retiree


def liste(request: HttpRequest) -> HttpResponse:
    """Le panorama : qui fait quoi, où, à quelle étape."""
    nom = _("Panorama des projets")
    return page_de_liste(request, "projets", "projets/liste.html", {"nom_page": nom, "fil": [(nom, "")]})


def fiche(request: HttpRequest, identifiant: str, nom: str | None = None) -> HttpResponse:
    """Un projet ; les montants de deux étapes ne s'additionnent jamais."""
    trouve = projet(int(identifiant), jour=aujourdhui())
    if trouve is None:
        return _lead_elsewhere(request, identifiant)
    contexte = {
        "f": trouve,
        "p": trouve.bref,
        "acteurs": _roles(trouve),
        "themes": [(code, nom_de_theme(code)) for code in trouve.bref.themes],
        "cadres": trouve.cadres,
        "strategie": any(c.sorte == SorteCadre.STRATEGIE_PAYS for c in trouve.cadres),
        "appels": _appels(trouve),
        "objectifs": [o for o in thesaurus.odd() if str(o.numero) in trouve.bref.odd],
        "fil": [(_("Panorama des projets"), reverse("projets")), (trouve.bref.titre, "")],
    }
    adresse = reverse("projet", args=[trouve.bref.id, trouve.bref.slug])
    return mener(request, adresse) or render(request, "projets/fiche.html", contexte)


def _roles(f: ProjetFiche) -> list[tuple[PartieFiche, list[tuple[str, str]]]]:
    """Un acteur une fois, avec tous ses rôles : un bailleur peut aussi être partenaire."""
    rangs: dict[object, tuple[PartieFiche, list[tuple[str, str]]]] = {}
    for _role, libelle, partie, apport in f.participations:
        cle = partie.acteur_id or (partie.nom, partie.pays_iso2, libelle)
        rangs.setdefault(cle, (partie, []))[1].append((libelle, apport))
    return list(rangs.values())


def _appels(f: ProjetFiche) -> list[tuple[str, str]]:
    """(l'appel ou l'objectif, les projets qui ont le même) : ce dont ses cadres se déduisent, et ce qui les précise."""
    dispositif = f.bref.dispositif
    dits = [(dispositif, Filtre(dispositif=(dispositif,)))] if dispositif else []
    dits += [(_("ODD %(n)s") % {"n": n}, Filtre(odd=(n,))) for n in f.bref.odd]
    return [(quoi, f"{reverse('projets')}?{filtre.to_query()}") for quoi, filtre in dits]


def _lead_elsewhere(request: HttpRequest, identifiant: str) -> HttpResponse:
    vie = adresse_projet(int(identifiant))
    if vie.supprimee:
        return retiree(request)
    cible = projet(vie.vers, jour=aujourdhui()) if vie.vers else None
    if cible is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse("projet", args=[cible.bref.id, cible.bref.slug]))
