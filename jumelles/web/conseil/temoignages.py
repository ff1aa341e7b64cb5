"""Témoigner d'un type de partenaire ou d'un acteur réel ; lire ; modérer, le droit de réponse offert d'abord (C5.3)."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, re_path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jumelles.acteurs.requetes import acteur
from jumelles.conseil import operations, requetes
from jumelles.conseil.moderation import DELAI_DE_REPONSE, SUITES, EtatTemoignage, a_relire_pour_critique
from jumelles.conseil.operations import TemoignageRefuse
from jumelles.conseil.partenaires import type_de_partenaire
from jumelles.conseil.phrases import dire
from jumelles.web.acces import equipe, signature
from jumelles.web.conseil.formulaires_temoignage import FormulaireGeste, FormulaireTemoignage
from jumelles.web.portes import aujourdhui, numero_demande, pages_proches


@require_safe
def sur_un_acteur(request: HttpRequest, sujet: str) -> HttpResponse:
    """Les témoignages publiés sur un acteur réel."""
    nom, adresse = _sujet("acteur", sujet)
    contexte = {
        "nom": nom,
        "adresse": adresse,
        **publies(request, "acteur", int(sujet)),
        "temoigner": reverse("temoigner", args=["acteur", sujet]),
        "fil": [(_("Annuaire des acteurs"), reverse("acteurs")), (nom, adresse), (_("Témoignages"), "")],
    }
    return render(request, "conseil/sur_un_acteur.html", contexte)


def publies(request: HttpRequest, sorte: requetes.Sujet, sujet: str | int) -> dict[str, Any]:
    """La page demandée des témoignages publiés, et combien il y en a ; deux requêtes, une s'il n'y en a pas."""
    total = requetes.nombre(sorte, sujet)
    pages = _pages(request, total)
    lus = requetes.publies(sorte, sujet, page=pages["numero"]) if total else ()
    return {"temoignages": lus, "temoignages_nombre": total, **pages}


def _pages(request: HttpRequest, total: int) -> dict[str, Any]:
    """La page demandée, ramenée à la dernière : un témoignage retiré peut l'avoir vidée."""
    pages = max(1, -(-total // requetes.PAR_PAGE))
    numero = min(numero_demande(request), pages)
    return {"numero": numero, "nombre_pages": pages, "pages_proches": pages_proches(numero, pages)}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def temoigner(request: HttpRequest, sorte: str, sujet: str) -> HttpResponse:
    """Le formulaire ; ce qu'on écrit n'est jamais publié avant d'avoir été lu."""
    nom, adresse = _sujet(sorte, sujet)
    formulaire = FormulaireTemoignage(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            operations.temoigner(par=signature(request), **formulaire.dits(), **_designer(sorte, sujet))
        except TemoignageRefuse:
            formulaire.add_error(None, _("Trop de vos témoignages attendent d’être lus : revenez quand ils le seront."))
        else:
            messages.success(request, _("Merci. Votre témoignage sera lu par l’équipe avant de paraître."))
            return HttpResponseRedirect(adresse)
    contexte = {"formulaire": formulaire, "nom": nom, "adresse": adresse, "sorte": sorte,
                "fil": [(nom, adresse), (_("Témoigner"), "")]}  # fmt: skip
    return render(request, "conseil/temoigner.html", contexte, status=400 if formulaire.errors else 200)


@equipe
@require_safe
def a_lire(request: HttpRequest) -> HttpResponse:
    """La file de l'équipe : ce qu'il y a à lire, état par état."""
    etat = request.GET.get("etat", "")
    etat = etat if etat in set(EtatTemoignage) else EtatTemoignage.PROPOSE.value
    nombres = requetes.nombres_par_etat()
    pages = _pages(request, nombres[etat])
    contexte = {
        **pages,
        "elements": [_montrer(t) for t in requetes.a_lire(etat, page=pages["numero"])],
        "etats": [(e.value, dire(f"temoignage.{e}"), nombres[e.value], e == etat) for e in EtatTemoignage],
        "delai": DELAI_DE_REPONSE.days,
        "fil": [(_("Témoignages à lire"), "")],
    }
    return render(request, "conseil/temoignages_a_lire.html", contexte)


@equipe
@require_POST
def geste(request: HttpRequest, numero: int) -> HttpResponse:
    """Un geste de modération ; celui que l'état ne permet plus est refusé et dit pourquoi."""
    lu = requetes.temoignage(numero)
    if lu is None:
        raise Http404
    formulaire = FormulaireGeste(request.POST)
    if not formulaire.is_valid():
        messages.error(request, _("Ce geste n’est pas fait : écrivez à qui, ou pourquoi, ou la réponse."))
    else:
        try:
            _faire(numero, formulaire.cleaned_data, signature(request))
            messages.success(request, _("C’est fait."))
        except TemoignageRefuse:
            messages.error(
                request,
                _(
                    "Ce geste n’est pas permis : l’état a changé, le droit de réponse court, "
                    "ou la case sur le contexte n’est pas cochée."
                ),
            )
    page = request.POST.get("page", "")
    suite = {"etat": lu.etat, **({"page": page} if page.isdigit() else {})}
    return HttpResponseRedirect(f"{reverse('temoignages_a_lire')}?{urlencode(suite)}")


def _faire(numero: int, dit: dict[str, Any], par: str) -> None:
    jour, quoi, texte = aujourdhui(), str(dit["geste"]), str(dit["texte"])
    if quoi == "offrir":
        operations.offrir_le_droit_de_reponse(temoignage_id=numero, a=texte, jour=jour, par=par)
    elif quoi == "repondre":
        operations.repondre(temoignage_id=numero, texte=texte, jour=jour, par=par)
    elif quoi == "effacer":
        operations.effacer(temoignage_id=numero, par=par)
    elif quoi == "signaler":
        operations.signaler_une_critique(temoignage_id=numero, par=par)
    else:
        operations.passer(
            temoignage_id=numero, vers=quoi, jour=jour, par=par, raison=texte, sans_critique=dit["sans_critique"]
        )


def _montrer(t: requetes.TemoignageALire) -> dict[str, Any]:
    """Un témoignage et les gestes que son état permet aujourd'hui."""
    suites = SUITES[EtatTemoignage(t.etat)]
    publiable = EtatTemoignage.PUBLIE in suites and t.droit.permet_de_publier(aujourdhui())
    nom = type_de_partenaire(t.sujet).nom if t.sorte == "type" else t.sujet
    return {
        "t": t,
        "nom": nom,
        "publiable": publiable,
        "a_relire": publiable and a_relire_pour_critique(t.contexte, t.droit.critique_un_tiers),
        "a_offrir": EtatTemoignage.REPONSE_OFFERTE in suites,
        "peut_repondre": t.etat in (EtatTemoignage.REPONSE_OFFERTE, EtatTemoignage.PUBLIE),
        "peut_refuser": EtatTemoignage.REFUSE in suites,
        "peut_retirer": EtatTemoignage.RETIRE in suites,
        "peut_rouvrir": EtatTemoignage.PROPOSE in suites,
        "peut_effacer": t.etat in (EtatTemoignage.REFUSE, EtatTemoignage.RETIRE),
        "a_signaler": t.etat == EtatTemoignage.PROPOSE and not t.droit.critique_un_tiers,
    }


def _sujet(sorte: str, sujet: str) -> tuple[str, str]:
    """(son nom, sa page) ; 404 s'il n'existe pas ou ne se montre pas."""
    if sorte == "type":
        try:
            return type_de_partenaire(sujet).nom, reverse("partenaire", args=[sujet])
        except KeyError as faute:
            raise Http404 from faute
    trouve = acteur(int(sujet)) if sujet.isdigit() and len(sujet) <= 15 else None
    if trouve is None or trouve.bref.demonstration:
        raise Http404
    return trouve.bref.nom, reverse("temoignages_acteur", args=[sujet])


def _designer(sorte: str, sujet: str) -> dict[str, Any]:
    return cast(dict[str, Any], {"type_": sujet} if sorte == "type" else {"acteur_id": int(sujet)})


ADRESSES = [
    re_path(r"^temoignages/acteur/(?P<sujet>[0-9]{1,15})/$", sur_un_acteur, name="temoignages_acteur"),
    re_path(r"^temoigner/(?P<sorte>type|acteur)/(?P<sujet>[a-z0-9-]{1,60})/$", temoigner, name="temoigner"),
    path("temoignages/a-lire/", a_lire, name="temoignages_a_lire"),
    path("temoignages/<int:numero>/geste/", geste, name="temoignage_geste"),
]
