"""Les pages de la maison, et celles des erreurs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jumelles.provenance.requetes import sources
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import facette
from jumelles.referentiel import thesaurus
from jumelles.referentiel.cadres import cadres
from jumelles.territoires.requetes import regions_et_departements


def plan(request: HttpRequest) -> HttpResponse:
    """Le plan du site, fait du contenu réel : seuls les pays qui ont un lien y sont."""
    pays = facette(Filtre(), "pays")
    contexte = {
        "regions": regions_et_departements(),
        "pays": sorted(pays, key=lambda c: c.libelle),
        "themes": thesaurus.themes(),
        "objectifs": thesaurus.odd(),
        "cadres": cadres(),
        "sources": [s for s in sources() if s.nature != "page"],
        "fil": [(_("Plan du site"), "")],
    }
    return render(request, "maison/plan.html", contexte)


def agir(request: HttpRequest) -> HttpResponse:
    """Les outils, par ce que l'on vient y faire."""
    return render(request, "maison/agir.html", {"fil": [(_("Agir"), "")]})


def accessibilite(request: HttpRequest) -> HttpResponse:
    """La déclaration d'accessibilité : non conforme, audit non réalisé."""
    return render(request, "maison/accessibilite.html", _legal(_("Accessibilité")))


def mentions(request: HttpRequest) -> HttpResponse:
    """Les mentions légales, lues dans les réglages."""
    return render(request, "maison/mentions.html", _legal(_("Mentions légales")))


def donnees_personnelles(request: HttpRequest) -> HttpResponse:
    """Ce que le site sait des personnes, et leurs droits."""
    return render(request, "maison/donnees_personnelles.html", _legal(_("Données personnelles")))


def _legal(titre: str) -> dict[str, object]:
    noms = ("editeur", "directeur", "hebergeur", "contact")
    return {"fil": [(titre, "")], **{nom: getattr(settings, nom.upper(), "") for nom in noms}}


def introuvable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def refusee(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)
