"""Les modèles à adapter : lus dans la page, emportés pour être remplis, au nom de l'assemblée de chaque type."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.modeles import Modele, modeles
from jumelles.droit.phrases import dire
from jumelles.strategies.modele_droit import modele_en_rapport, non_relu
from jumelles.web import documents
from jumelles.web.documents.reponse import FormatDocument
from jumelles.web.droit.vues import TYPES
from jumelles.web.portes import aujourdhui

TYPE = "type"


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Les actes, puis les courriers."""
    contexte = {
        "familles": [(titre, [m for m in modeles().values() if m.famille == f]) for f, titre in _familles()],
        "avertissement": non_relu(),
        "fil": [(_("Droit"), reverse("droit")), (_("Modèles"), "")],
    }
    return render(request, "droit/modeles.html", contexte)


@require_safe
def fiche(request: HttpRequest, code: str) -> HttpResponse:
    """Un modèle en entier, ses blancs visibles ; le type de collectivité écrit son assemblée et ses articles."""
    modele, type_ = _trouver(code), _type(request)
    contexte = {
        "m": modele,
        "texte": documents.en_page(modele_en_rapport(modele, jour=aujourdhui(), type_=type_)),
        "telechargements": _word_d_abord(code, type_),
        "types": [(dire(f"type.{t}"), f"?{urlencode({TYPE: t.value})}", t is type_) for t in TYPES],
        "a_une_question": bool(request.GET),
        "fil": [(_("Droit"), reverse("droit")), (_("Modèles"), reverse("droit_modeles")), (modele.titre, "")],
    }
    return render(request, "droit/modele.html", contexte)


@require_safe
@documents.une_place
def document(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """Le modèle, à emporter."""
    modele = _trouver(code)
    rapport = modele_en_rapport(modele, jour=aujourdhui(), type_=_type(request))
    return documents.repondre(rapport, extension, modele.titre)


def _word_d_abord(code: str, type_: TypeCollectivite | None) -> list[tuple[FormatDocument, str]]:
    """Un modèle se retouche : les formats que l'on modifie passent avant celui que l'on imprime."""
    question = f"?{urlencode({TYPE: type_.value})}" if type_ else ""
    offerts = documents.telechargements(lambda e: reverse("droit_modele_document", args=[code, e]) + question)
    return sorted(offerts, key=lambda offert: offert[0].extension not in ("docx", "odt"))


def _type(request: HttpRequest) -> TypeCollectivite | None:
    dit = request.GET.get(TYPE, "")
    return TypeCollectivite(dit) if dit in set(TypeCollectivite) else None


def _trouver(code: str) -> Modele:
    if code not in modeles():
        raise Http404
    return modeles()[code]


def _familles() -> list[tuple[str, str]]:
    return [("acte", _("Actes de l’assemblée")), ("courrier", _("Courriers"))]
