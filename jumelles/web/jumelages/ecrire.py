"""Écrire sur un lien : un signe de vie, une clôture ; et annuler ce que l'on a dit soi-même."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from jumelles.cooperations.operations import annuler_correction, clore_par_deliberation, donner_signe
from jumelles.cooperations.regles import ChampRefuse
from jumelles.cooperations.requetes.signes import dits_par, est_retire
from jumelles.web.acces import chez_nous, signature
from jumelles.web.jumelages.formulaires import FormulaireCloture, FormulaireSigne
from jumelles.web.jumelages.vues import lien_de, montrer
from jumelles.web.portes import aujourdhui

REFUSE = gettext_noop("Cette date ne peut pas être enregistrée : vérifiez le jour, le mois et l’année.")


@require_POST
@chez_nous
def signe(request: HttpRequest, code: str, relation_id: int) -> HttpResponse:
    """Donner un signe de vie."""
    lien_de(code, relation_id)
    formulaire = FormulaireSigne(request.POST)
    if not formulaire.is_valid():
        return montrer(request, code, relation_id, formulaire, FormulaireCloture(), statut=422)
    dit = formulaire.cleaned_data
    try:
        donner_signe(
            relation_id=relation_id, quoi=dit["quoi"], le=dit["le"], adresse=dit["preuve"], jour=aujourdhui(),
            par=signature(request),
        )  # fmt: skip
    except ChampRefuse:
        formulaire.add_error("le", _(REFUSE))
        return montrer(request, code, relation_id, formulaire, FormulaireCloture(), statut=422)
    messages.success(request, _("C’est dit, daté et signé. La page publique en montre la date."))
    return _revenir(code, relation_id)


@require_POST
@chez_nous
def cloture(request: HttpRequest, code: str, relation_id: int) -> HttpResponse:
    """Dire le lien clos par une délibération."""
    lien_de(code, relation_id)
    formulaire = FormulaireCloture(request.POST)
    if not formulaire.is_valid():
        return montrer(request, code, relation_id, FormulaireSigne(), formulaire, statut=422)
    dit = formulaire.cleaned_data
    try:
        clore_par_deliberation(
            relation_id=relation_id, le=dit["deliberation"], adresse=dit["adresse"], jour=aujourdhui(),
            par=signature(request),
        )  # fmt: skip
    except ChampRefuse:
        formulaire.add_error("deliberation", _(REFUSE))
        return montrer(request, code, relation_id, FormulaireSigne(), formulaire, statut=422)
    messages.success(request, _("Le lien est dit clos, à la date de la délibération. Vous pouvez l’annuler plus bas."))
    return _revenir(code, relation_id)


@require_POST
@chez_nous
def annuler(request: HttpRequest, code: str, relation_id: int) -> HttpResponse:
    """Retirer ce que l'on a dit soi-même de ce lien, et rien d'autre ; déjà retiré, rien ne change."""
    lien_de(code, relation_id)
    par, dit = signature(request), _numero(request.POST.get("dit", ""))
    if dit in {pk for pk, _le, _champs in dits_par(relation_id, par)}:
        annuler_correction(affirmation_id=dit, par=par)
    elif not est_retire(dit, relation_id=relation_id, par=par):
        raise Http404
    messages.success(request, _("C’est retiré : la page redit ce que disent les autres sources."))
    return _revenir(code, relation_id)


def _numero(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 19 else 0


def _revenir(code: str, relation_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("chez_nous_jumelage", args=[code, relation_id]))
