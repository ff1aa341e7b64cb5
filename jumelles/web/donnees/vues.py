"""/donnees/ : ce que l'on peut prendre en entier, à des adresses qui ne changent pas."""

import json

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.recherche.dictionnaire import COLONNES, TYPES_EN_CLAIR
from jumelles.recherche.filtre import SORTES
from jumelles.recherche.phrase import composer
from jumelles.recherche.sorties.extraction import LICENCE, LICENCE_ADRESSE, TITRES
from jumelles.recherche.sorties.livraisons import (
    DICTIONNAIRE,
    EMPREINTES,
    EXTENSIONS,
    LISEZ_MOI,
    FichierLivre,
    Livraison,
    dictionnaire_csv,
    ecrites,
    livraisons,
)
from jumelles.web.donnees.catalogue import catalogue
from jumelles.web.donnees.jeux import jeux, media
from jumelles.web.portes import retiree


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    """La page des données : trois jeux, leurs fichiers, leur licence, et comment les citer."""
    toutes = livraisons()
    derniere = toutes[0] if toutes else None
    return render(
        request,
        "donnees/accueil.html",
        {
            "jeux": jeux(derniere),
            "derniere": derniere,
            "ecrite_le": parse_datetime(derniere.instant) if derniere else None,
            "mois": toutes,
            "notices": (LISEZ_MOI, DICTIONNAIRE, EMPREINTES),
            "somme": "SHA-256",
            "licence": LICENCE,
            "licence_adresse": LICENCE_ADRESSE,
            "fil": [(_("Données ouvertes"), "")],
        },
    )


@require_safe
def dictionnaire(request: HttpRequest) -> HttpResponse:
    """Chaque colonne de chaque jeu, en français."""
    fil = [(_("Données ouvertes"), reverse("donnees")), (_("Dictionnaire"), "")]
    colonnes = [
        (
            sorte,
            TITRES[sorte],
            [(c.nom, c.libelle, composer(str(c.definition)), TYPES_EN_CLAIR[c.type]) for c in COLONNES[sorte]],
        )
        for sorte in SORTES
    ]
    return render(request, "donnees/dictionnaire.html", {"jeux": colonnes, "fil": fil})


@require_safe
def catalogue_dcat(request: HttpRequest) -> HttpResponse:
    """Le catalogue DCAT-AP, en JSON-LD, à moissonner."""
    toutes = livraisons()
    corps = json.dumps(catalogue(toutes[0] if toutes else None), ensure_ascii=False, indent=1)
    reponse = HttpResponse(corps, content_type="application/ld+json; charset=utf-8")
    reponse["Access-Control-Allow-Origin"] = "*"
    return reponse


@require_safe
def fichier(request: HttpRequest, nom: str, mois: str = "") -> HttpResponseBase:
    """Un fichier de la dernière livraison, ou de celle d'un mois ; 404 si elle ne l'a pas, 410 si on l'a retirée."""
    for livraison in livraisons():
        if mois in ("", livraison.mois):
            trouve = livraison.fichier(nom)
            return _servir(request, livraison, trouve) if trouve else _absent(nom)
    if any(mois in ("", v.mois) and v.fichier(nom) for v in ecrites()):
        return retiree(request) if mois else _en_attendant(nom)
    return _absent("" if mois else nom)


def _absent(nom: str) -> HttpResponse:
    """Tant que rien n'est livré, la même adresse mène à ce qui s'écrit à la demande."""
    if livraisons() or not nom:
        raise Http404
    return _en_attendant(nom)


def _en_attendant(nom: str) -> HttpResponse:
    """Ce qui s'écrit à la demande, au lieu du fichier du mois."""
    sorte, _point, extension = nom.partition(".")
    if nom == DICTIONNAIRE:
        return HttpResponse(dictionnaire_csv(), content_type="text/csv; charset=utf-8")
    if sorte in SORTES and extension in EXTENSIONS:
        return HttpResponseRedirect(reverse("sortie", args=[sorte, extension]) + "?interieures=oui")
    raise Http404


def _servir(request: HttpRequest, livraison: Livraison, livre: FichierLivre) -> HttpResponseBase:
    marque = f'"{livre.sha256[:32]}"'
    instant = parse_datetime(livraison.instant)
    modifie = int(instant.timestamp()) if instant else None
    reponse: HttpResponseBase | None = get_conditional_response(request, etag=marque, last_modified=modifie)
    if reponse is None:
        try:
            ouvert = livraison.chemin(livre.nom).open("rb")
        except FileNotFoundError:
            return _en_attendant(livre.nom)  # remplacée à l'instant, ou effacée
        entier = f"jumelles-{livraison.mois}-{livre.nom}"
        reponse = FileResponse(ouvert, content_type=media(livre.nom), filename=entier, as_attachment=bool(livre.sorte))
    reponse["ETag"] = marque
    if modifie:
        reponse["Last-Modified"] = http_date(modifie)
    reponse["Cache-Control"] = "no-cache"
    reponse["Access-Control-Allow-Origin"] = "*"
    return reponse
