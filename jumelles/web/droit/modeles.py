"""Les modèles à adapter : lus dans la page, emportés pour être remplis."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.droit.modeles import Modele, modeles
from jumelles.strategies.modele_droit import AVERTISSEMENT, modele_en_rapport
from jumelles.web import documents
from jumelles.web.portes import aujourdhui


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Les actes, puis les courriers."""
    contexte = {
        "familles": [(titre, [m for m in modeles().values() if m.famille == f]) for f, titre in _familles()],
        "avertissement": AVERTISSEMENT,
        "fil": [(_("Droit"), reverse("droit")), (_("Modèles"), "")],
    }
    return render(request, "droit/modeles.html", contexte)


@require_safe
def fiche(request: HttpRequest, code: str) -> HttpResponse:
    """Un modèle en entier, ses blancs visibles."""
    modele = _trouver(code)
    contexte = {
        "m": modele,
        "texte": documents.en_page(modele_en_rapport(modele, jour=aujourdhui())),
        "telechargements": documents.telechargements(lambda e: reverse("droit_modele_document", args=[code, e])),
        "fil": [(_("Droit"), reverse("droit")), (_("Modèles"), reverse("droit_modeles")), (modele.titre, "")],
    }
    return render(request, "droit/modele.html", contexte)


@require_safe
def document(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """Le modèle, à emporter."""
    modele = _trouver(code)
    return documents.repondre(modele_en_rapport(modele, jour=aujourdhui()), extension, modele.titre)


def _trouver(code: str) -> Modele:
    if code not in modeles():
        raise Http404
    return modeles()[code]


def _familles() -> list[tuple[str, str]]:
    return [("acte", _("Actes de l’assemblée")), ("courrier", _("Courriers"))]
