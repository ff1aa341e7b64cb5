"""Les pages d'un import : la liste, le dépôt, et le dossier qui dit où il en est et quoi faire ensuite."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jumelles.comptes.requetes import nommer
from jumelles.contributions.enums import EtatDossier as E
from jumelles.contributions.operations import ouvrir_dossier
from jumelles.contributions.requetes import (
    DossierFiche,
    avancee_de_la_revue,
    dossier,
    dossier_du_jeton,
    dossiers,
)
from jumelles.pieces.operations import deposer
from jumelles.pieces.regles import ADMISES, PieceRefusee
from jumelles.sources.suivi import lancer_examen
from jumelles.sources.suivi.oubli import GARDE
from jumelles.web.acces import equipe, signature
from jumelles.web.importer.aujourd_hui import aujourd_hui
from jumelles.web.importer.bilan import bilan
from jumelles.web.importer.colonnes import champs_obliges, groupes_de_champs
from jumelles.web.importer.etapes import etapes, interrompus, marche, pastille, titre
from jumelles.web.importer.formulaires import FormulaireDepot
from jumelles.web.portes import numero_demande, pages_proches

# Secondes entre deux regards sur un travail en cours, sans JavaScript.
RYTHME = 3
_GABARITS = {E.ESSAYE: "importer/essai.html", E.REFUSE: "importer/refus.html", E.ABANDONNE: "importer/refus.html"}


@require_safe
@equipe
def liste(request: HttpRequest) -> HttpResponse:
    """Tous les imports, du plus récent au plus ancien, chacun avec son état."""
    page = dossiers(numero_demande(request))
    noms, arretes = nommer({d.par for d in page.elements}), interrompus(page.elements)
    return render(
        request,
        "importer/liste.html",
        {
            "imports": [(d, pastille(d.etat), noms[d.par], d.id in arretes) for d in page.elements],
            "total": page.total,
            "oubli": GARDE.days,
            "numero": page.numero,
            "nombre_pages": page.pages,
            "pages_proches": pages_proches(page.numero, page.pages),
            "fil": [(_("Importer"), "")],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@equipe
def nouveau(request: HttpRequest) -> HttpResponse:
    """Le formulaire ; reçu, il ouvre un dossier et mène à sa page."""
    formulaire = FormulaireDepot(request.POST or None, request.FILES or None)
    if request.method == "POST":
        ouvert = dossier_du_jeton(request.POST.get("jeton", ""))
        if ouvert is None and formulaire.is_valid():
            ouvert = _ouvrir(formulaire, signature(request))
        if ouvert is not None:
            return HttpResponseRedirect(reverse("importer_dossier", args=[ouvert]))
    return render(
        request,
        "importer/nouveau.html",
        {
            "formulaire": formulaire,
            "etapes": etapes(),
            "limite": settings.DEPOT_MAXIMUM,
            "extensions": ", ".join(ADMISES),
            "obliges": champs_obliges(),
            "groupes": groupes_de_champs(),
            "fil": [(_("Importer"), reverse("importer")), (_("Un nouveau fichier"), "")],
        },
    )


def _ouvrir(formulaire: FormulaireDepot, par: str) -> int | None:
    """Ranger le fichier, ouvrir son dossier, mettre l'examen en file ; None si le fichier est refusé (c'est dit)."""
    recu = formulaire.cleaned_data["fichier"]
    try:
        piece = deposer(morceaux=recu.chunks(), nom=recu.name, par=par)
    except PieceRefusee as refus:
        formulaire.add_error("fichier", str(refus))
        return None
    with transaction.atomic():
        jeton, source = formulaire.cleaned_data["jeton"], formulaire.source_dite()
        ouvert, neuf = ouvrir_dossier(piece_id=piece, source=source, jeton=jeton, par=par)
        if neuf:
            lancer_examen(dossier_id=ouvert, par=par)
    return ouvert


def trouver(identifiant: int) -> DossierFiche:
    """Le dossier demandé, ou 404."""
    trouve = dossier(identifiant) if identifiant < 1 << 62 else None
    if trouve is None:
        raise Http404
    return trouve


@require_safe
@equipe
def fiche(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Le dossier : ce qui se fait, ce qui est fait, et le geste suivant."""
    d = trouver(identifiant)
    if d.etat == E.COLONNES:
        return HttpResponseRedirect(reverse("importer_colonnes", args=[d.id]))
    if d.en_cours:
        return _en_cours(request, d)
    gabarit = _GABARITS.get(E(d.etat), "importer/bilan.html")
    lu = bilan(d, numero_demande(request))
    if lu is None or not d.lot_id or d.etat != E.IMPORTE:
        return render(request, gabarit, {**cadre(d), "b": lu})
    suite = avancee_de_la_revue(d.lot_id)
    revue = f"{reverse('revue')}?lot={d.lot_id}" if suite.restent else ""
    dits = {"b": aujourd_hui(lu, suite), "revue": revue, "restent": suite.restent, "depuis": suite.entrees}
    return render(request, gabarit, {**cadre(d), **dits})


def _en_cours(request: HttpRequest, d: DossierFiche) -> HttpResponse:
    m = marche(d)
    if m.interrompu:
        frais = trouver(d.id)  # il a pu finir entre les deux lectures
        if (frais.etat, frais.course) != (d.etat, d.course):
            return HttpResponseRedirect(request.path)
    return render(request, "importer/avancement.html", {**cadre(d), "m": m, "rythme": RYTHME})


def cadre(d: DossierFiche) -> dict[str, Any]:
    """Ce que toute page d'un dossier montre."""
    return {
        "d": d,
        "titre": titre(d),
        "etapes": etapes(d),
        "pastille": pastille(d.etat),
        "par": nommer({d.par})[d.par],
        "raisons": d.raison.split("\n") if d.raison else [],
        "fil": [(_("Importer"), reverse("importer")), (d.piece.nom, "")],
    }


def prevenir(request: HttpRequest, phrase: str) -> None:
    """Une phrase, montrée une fois en haut de la page suivante."""
    messages.info(request, phrase)
