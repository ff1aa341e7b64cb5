"""La page publique des coûts d'un territoire : ce que la collectivité a publié, et rien d'autre."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.retombees.ligne_dite import FichePubliee
from jumelles.retombees.requetes import fiches_publiees
from jumelles.strategies.couts import concerne, dire_la_valeur, dire_le_poste, fiche_des_couts
from jumelles.strategies.couts_document import rapport_des_couts
from jumelles.web.adresses import adresse_couts, adresse_territoire
from jumelles.web.couts.presentation import presenter
from jumelles.web.couts.vues import maison
from jumelles.web.documents import repondre, telechargements
from jumelles.web.portes import aujourdhui, mener


@require_safe
def fiche(request: HttpRequest, code: str, nom: str | None = None) -> HttpResponse:
    """La dernière année publiée, ou celle demandée ; sans rien de publié, la page le dit."""
    t = maison(code)
    ailleurs = mener(request, adresse_couts(t.code, t.nom_affiche))
    if ailleurs:
        return ailleurs
    publiees = fiches_publiees(code)
    p = _choisir(publiees, request.GET.get("annee", ""))
    annee = p.annee if p else aujourdhui().year - 1
    f = fiche_des_couts(t, annee, p.lignes if p else (), jour=aujourdhui(), publiee_le=p.le if p else None)
    return render(
        request,
        "couts/publique.html",
        {
            **presenter(f), "publiee": p, "annees": [x.annee for x in publiees],
            "lignes": [(x, dire_le_poste(x), dire_la_valeur(x), concerne(x, f)) for x in f.lignes],
            "telechargements": telechargements(lambda e: reverse("couts_publies_doc", args=[code, annee, e]))
            if p else [],
            "fil": [
                (_("Territoires français"), reverse("territoires")),
                (t.nom_affiche, adresse_territoire(t.code, t.nom_affiche)), (_("Coûts et retours"), ""),
            ],
        },
    )  # fmt: skip


def _choisir(publiees: tuple[FichePubliee, ...], annee: str) -> FichePubliee | None:
    if not annee:
        return publiees[0] if publiees else None
    voulue = next((p for p in publiees if str(p.annee) == annee), None)
    if voulue is None:
        raise Http404
    return voulue


@require_safe
def document(request: HttpRequest, code: str, annee: str, extension: str) -> HttpResponse:
    """La fiche publiée, en document ; 404 si cette année ne l'est pas."""
    t = maison(code)
    p = _choisir(fiches_publiees(code), annee)
    if p is None:
        raise Http404
    f = fiche_des_couts(t, p.annee, p.lignes, jour=aujourdhui(), publiee_le=p.le)
    return repondre(rapport_des_couts(f), extension, f"couts-{t.slug}-{p.annee}")
