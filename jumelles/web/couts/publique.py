"""La page publique des coûts d'un territoire : ce que la collectivité a publié, et rien d'autre."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.retombees.ligne_dite import FicheHeritee, FichePubliee
from jumelles.retombees.requetes import fiches_heritees, fiches_publiees
from jumelles.strategies.couts import (
    FicheDesCouts,
    avec_reperes,
    concerne,
    dire_l_origine,
    dire_la_valeur,
    dire_le_poste,
    fiche_des_couts,
)
from jumelles.strategies.couts.document import rapport_des_couts
from jumelles.territoires.regles import slug
from jumelles.territoires.requetes import TerritoireSitue, territoire_situe
from jumelles.territoires.suites import codes_d_hier
from jumelles.web.adresses import adresse_couts, adresse_territoire
from jumelles.web.couts.presentation import presenter
from jumelles.web.documents import repondre, telechargements, une_place
from jumelles.web.hier import mener_a_aujourdhui
from jumelles.web.portes import aujourdhui, mener


@require_safe
def fiche(request: HttpRequest, code: str, nom: str | None = None) -> HttpResponse:
    """La dernière année publiée, ou celle demandée ; sans rien de publié, la page le dit."""
    t = territoire_situe(code)
    if t is None:
        return mener_a_aujourdhui(request, code, "couts/", d_hier="annee" in request.GET)
    ailleurs = mener(request, adresse_couts(t.code, t.nom_affiche))
    if ailleurs:
        return ailleurs
    publiees = toutes_publiees(t)
    p = _choisir(publiees, request.GET.get("annee", ""), request.GET.get("de", ""))
    f = _composer(t, p, publiees)
    contexte = {
        **presenter(f), "publiee": p, "annees": [(*_nommer(x), x is p) for x in publiees],
        "origine": dire_l_origine(f.ancienne, t.nom_affiche) if f.ancienne else "",
        "lignes": [(x, dire_le_poste(x), dire_la_valeur(x), concerne(x, f.perimetres)) for x in f.lignes],
        "telechargements": telechargements(lambda e: _adresse_document(code, e, p)) if p else [],
        "fil": [
            (_("Territoires français"), reverse("territoires")),
            (t.nom_affiche, adresse_territoire(t.code, t.nom_affiche)), (_("Coûts et retours"), ""),
        ],
    }  # fmt: skip
    return render(request, "couts/publique.html", contexte)


def toutes_publiees(t: TerritoireSitue) -> tuple[FichePubliee, ...]:
    """Les siennes d'abord, puis celles que publiaient les collectivités d'hier qu'elle continue."""
    return (*fiches_publiees(t.code), *fiches_heritees(codes_d_hier(t.code)))


def _ancien(p: FichePubliee | None) -> tuple[str, str]:
    """(code, nom) de la collectivité d'hier qui l'avait publiée, ou deux vides."""
    return (p.code, p.nom) if isinstance(p, FicheHeritee) else ("", "")


def _question(p: FichePubliee) -> str:
    ancien, _nom = _ancien(p)
    return urlencode({"annee": p.annee, **({"de": ancien} if ancien else {})})


def _nommer(p: FichePubliee) -> tuple[str, str]:
    """« 2024 », ou « 2024, Nom d'hier » ; et la question qui y mène."""
    _code, nom = _ancien(p)
    dit = _("%(annee)s, %(nom)s") % {"annee": p.annee, "nom": nom} if nom else str(p.annee)
    return dit, _question(p)


def _adresse_document(code: str, extension: str, p: FichePubliee) -> str:
    adresse, (ancien, _nom) = reverse("couts_publies_doc", args=[code, p.annee, extension]), _ancien(p)
    return f"{adresse}?{urlencode({'de': ancien})}" if ancien else adresse


def _composer(t: TerritoireSitue, p: FichePubliee | None, publiees: tuple[FichePubliee, ...]) -> FicheDesCouts:
    annee = p.annee if p else aujourdhui().year - 1
    code, nom = _ancien(p)
    f = fiche_des_couts(
        t, annee, p.lignes if p else (), jour=aujourdhui(), publiee_le=p.le if p else None, ancienne=nom
    )
    return avec_reperes(f, [x for autre in publiees if _ancien(autre)[0] == code for x in autre.lignes])


def _choisir(publiees: tuple[FichePubliee, ...], annee: str, de: str) -> FichePubliee | None:
    """La fiche de cette année, publiée par celle-ci ou par celle d'hier de ce code ; la première sans question."""
    if not annee:
        return publiees[0] if publiees else None
    voulue = next((p for p in publiees if (str(p.annee), _ancien(p)[0]) == (annee, de)), None)
    if voulue is None:
        raise Http404
    return voulue


@require_safe
@une_place
def document(request: HttpRequest, code: str, annee: str, extension: str, nom: str | None = None) -> HttpResponse:
    """La fiche publiée, en document ; 404 si cette année ne l'est pas."""
    t = territoire_situe(code)
    if t is None:
        return mener_a_aujourdhui(request, code, f"couts/{annee}.{extension}", d_hier=True)
    publiees = toutes_publiees(t)
    p = _choisir(publiees, annee, request.GET.get("de", ""))
    if p is None:
        raise Http404
    return repondre(rapport_des_couts(_composer(t, p, publiees)), extension, f"couts-{slug(t.nom_affiche)}-{p.annee}")
