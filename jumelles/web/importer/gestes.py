"""Les gestes d'une personne sur un dossier : dire les colonnes, importer, reprendre, abandonner, défaire, rétablir."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jumelles.contributions.enums import EtatDossier as E
from jumelles.contributions.operations import PassageRefuse
from jumelles.contributions.requetes import DossierFiche, plus_recent
from jumelles.sources.depots import Correspondance
from jumelles.sources.suivi import ce_qui_partirait, lancer, relire_les_colonnes, renoncer, reprendre
from jumelles.web.acces import equipe, signature
from jumelles.web.importer.colonnes import (
    OBJETS,
    acquis,
    colonnes_montrees,
    constantes_montrees,
    groupes_de_champs,
    lire,
    reproches,
)
from jumelles.web.importer.vues import cadre, prevenir, trouver

RAISON_MAX = 500


def _mener(request: HttpRequest, d: DossierFiche, geste: Callable[[], None]) -> HttpResponse:
    """Faire le geste, puis mener au dossier ; arrivé second, ne rien faire et le dire."""
    try:
        geste()
    except PassageRefuse:
        prevenir(request, _("Un autre clic, ou une autre personne, est passé avant vous. Voici où en est ce dossier."))
    return HttpResponseRedirect(reverse("importer_dossier", args=[d.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@equipe
def colonnes(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Ce que dit chaque colonne ; confirmé, l'essai part."""
    d = trouver(identifiant)
    if d.etat != E.COLONNES:
        return HttpResponseRedirect(reverse("importer_dossier", args=[d.id]))
    correspondance = Correspondance.depuis_json(d.correspondance)
    fautes: tuple[str, ...] = ()
    if request.method == "POST":
        if "relire" in request.POST:
            return _mener(request, d, lambda: _relire(request, d))
        correspondance = lire(correspondance, request.POST)
        fautes = reproches(correspondance)
        if not fautes:
            neuve = correspondance.en_json()
            return _mener(
                request, d,
                lambda: lancer(
                    dossier_id=d.id, de=E.COLONNES, vers=E.ESSAI, par=signature(request), raison="",
                    correspondance=neuve,
                ),
            )  # fmt: skip
    return render(
        request,
        "importer/colonnes.html",
        {
            **cadre(d),
            "colonnes": colonnes_montrees(d, correspondance),
            "correspondance": correspondance,
            "acquis": acquis(correspondance),
            "groupes": groupes_de_champs(),
            "constantes": constantes_montrees(correspondance),
            "objets": OBJETS,
            "fautes": fautes,
        },
    )


def _relire(request: HttpRequest, d: DossierFiche) -> None:
    """Relire une autre feuille, ou à partir d'une autre ligne d'en-tête."""
    ligne = request.POST.get("ligne_entete", "")
    rang = int(ligne) if ligne.isascii() and ligne.isdigit() and len(ligne) <= 2 else 0
    relire_les_colonnes(
        dossier_id=d.id, feuille=request.POST.get("feuille", "")[:120], ligne_entete=rang, par=signature(request)
    )


@require_POST
@equipe
def importer(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Faire entrer le lot préparé."""
    d = trouver(identifiant)
    return _mener(request, d, lambda: lancer(dossier_id=d.id, de=E.ESSAYE, vers=E.IMPORT, par=signature(request)))


@require_POST
@equipe
def revoir_les_colonnes(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Revenir aux colonnes ; le lot préparé est abandonné."""
    d = trouver(identifiant)
    return _mener(request, d, lambda: renoncer(dossier=d, vers=E.COLONNES, par=signature(request)))


@require_POST
@equipe
def abandonner(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Abandonner le dossier : rien n'en entrera."""
    d = trouver(identifiant)
    return _mener(request, d, lambda: renoncer(dossier=d, vers=E.ABANDONNE, par=signature(request)))


@require_POST
@equipe
def relancer(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Relancer un travail interrompu."""
    d = trouver(identifiant)
    course = request.POST.get("course", "")
    if not d.en_cours or course != str(d.course):
        return HttpResponseRedirect(reverse("importer_dossier", args=[d.id]))
    return _mener(request, d, lambda: reprendre(dossier=d, par=signature(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@equipe
def defaire(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Une page qui dit ce qui partirait, et demande pourquoi ; confirmé, le retrait part."""
    return _retourner(request, identifiant, de=E.IMPORTE, vers=E.RETRAIT)


@require_http_methods(["GET", "HEAD", "POST"])
@equipe
def retablir(request: HttpRequest, identifiant: int) -> HttpResponse:
    """La page inverse : remettre ce que l'on avait retiré."""
    return _retourner(request, identifiant, de=E.DEFAIT, vers=E.RETOUR)


def _retourner(request: HttpRequest, identifiant: int, *, de: str, vers: str) -> HttpResponse:
    d = trouver(identifiant)
    if d.etat != de:
        return HttpResponseRedirect(reverse("importer_dossier", args=[d.id]))
    raison = " ".join(request.POST.get("raison", "").split())[:RAISON_MAX]
    if request.method == "POST" and (raison or vers == E.RETOUR):
        return _mener(
            request, d, lambda: lancer(dossier_id=d.id, de=de, vers=vers, par=signature(request), raison=raison)
        )
    gabarit = "importer/defaire.html" if vers == E.RETRAIT else "importer/retablir.html"
    depart = ce_qui_partirait(d.lot_id) if d.lot_id and vers == E.RETRAIT else None
    dits = {"manque": request.method == "POST", "depart": depart, "plus_recent": plus_recent(d)}
    return render(request, gabarit, {**cadre(d), **dits})
