"""L'assistant en cinq questions : tout est dans l'adresse, donc un lien durable, le retour en arrière, sans script."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.droit.assistant import (
    PREMIERE,
    QuestionDroit,
    ReponseInattendue,
    avis_de,
    question_suivante,
    questions,
)
from jumelles.droit.cas import CasIncoherent
from jumelles.droit.examen import Avis
from jumelles.strategies.fiche_droit import Reponses, a_verifier, fiche_droit
from jumelles.web import documents
from jumelles.web.adresses import adresse_entiere
from jumelles.web.portes import aujourdhui

CHANGER, SUITE, JOUR = "changer", "avis", "le"


@require_safe
def assistant(request: HttpRequest) -> HttpResponse:
    """Une question à la fois, ce qui est déjà répondu au-dessus ; puis l'avis entier."""
    reponses, jour = _lire(request.GET), _jour(request.GET)
    question = _question(request.GET, reponses, jour)
    contexte: dict[str, object] = {
        "question": question,
        "choisie": reponses.get(question.code, "") if question else "",
        "gardees": [(q, r) for q, r in reponses.items() if question is None or q != question.code],
        "dites": [(q, dit, _adresse(reponses, changer=q.code)) for q, dit in _en_clair(reponses)],
        "total": len(questions()),
        "faute": _faute(request.GET, question),
        "passer": _adresse(reponses, suite=True) if question and PREMIERE in reponses else "",
        "a_une_question": bool(request.GET),
        "fil": [(_("Droit"), reverse("droit")), (_("Assistant"), "")],
    }
    if question is None:
        contexte |= _reponse(reponses, avis_de(reponses, jour), jour)
    return render(request, "droit/assistant.html", contexte)


@require_safe
@documents.une_place
def document(request: HttpRequest, extension: str) -> HttpResponse:
    """Le même avis, à emporter."""
    reponses, jour = _lire(request.GET), _jour(request.GET)
    if PREMIERE not in reponses:
        raise Http404
    adresse = adresse_entiere(_durable(reponses, jour))
    fiche = fiche_droit(avis_de(reponses, jour), _en_clair(reponses), adresse=adresse, jour=jour)
    return documents.repondre(fiche, extension, _("avis sur le droit"))


def _lire(requete: Mapping[str, str]) -> dict[str, str]:
    """{question : réponse}, dans l'ordre des questions ; une réponse qui n'existe pas ne compte pas."""
    lues: dict[str, str] = {}
    for q in questions():
        dite = requete.get(q.code, "")
        if any(r.code == dite for r in q.reponses):
            lues[q.code] = dite
    try:
        if PREMIERE in lues:
            avis_de(lues)
    except (CasIncoherent, ReponseInattendue):
        return {PREMIERE: lues[PREMIERE]}
    return lues


def _question(requete: Mapping[str, str], reponses: dict[str, str], jour: date) -> QuestionDroit | None:
    """Celle que l'on veut changer, sinon la suivante ; aucune : on en sait assez."""
    voulue = next((q for q in questions() if q.code == requete.get(CHANGER)), None)
    if voulue is not None or PREMIERE not in reponses:
        return voulue or questions()[0]
    return None if requete.get(SUITE) == "oui" else question_suivante(reponses, jour)


def _faute(requete: Mapping[str, str], question: QuestionDroit | None) -> str:
    """Le bouton a été pressé sans réponse, ou avec une réponse qui n'existe pas."""
    if question is None or requete.get("pour") != question.code:
        return ""
    return _("Choisissez une réponse ; « Je ne sais pas encore » en est une, quand elle est proposée.")


def _en_clair(reponses: Mapping[str, str]) -> Reponses:
    return tuple((q, q.reponse(reponses[q.code]).libelle) for q in questions() if q.code in reponses)


def _adresse(reponses: Mapping[str, str], *, changer: str = "", suite: bool = False) -> str:
    couples = [*reponses.items(), *([(CHANGER, changer)] if changer else []), *([(SUITE, "oui")] if suite else [])]
    return f"{reverse('droit_assistant')}?{urlencode(couples)}"


def _durable(reponses: Mapping[str, str], jour: date) -> str:
    return f"{_adresse(reponses, suite=True)}&{urlencode({JOUR: jour.isoformat()})}"


def _reponse(reponses: dict[str, str], avis: Avis, jour: date) -> dict[str, object]:
    question = _durable(reponses, jour).split("?", 1)[1]
    codes = dict.fromkeys(t for x in avis.lignes for t in x.regle.textes)
    return {
        "avis": avis,
        "jour": jour,
        "textes": list(codes | dict.fromkeys(t for a in avis.actes for t in a.textes)),
        "a_verifier": a_verifier(avis),
        "sautees": [q for q in questions() if q.code not in reponses],
        "lien_durable": adresse_entiere(_durable(reponses, jour)),
        "telechargements": documents.telechargements(
            lambda extension: f"{reverse('droit_avis', args=[extension])}?{question}"
        ),
    }


def _jour(requete: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(requete[JOUR])
    except (KeyError, ValueError):
        return aujourdhui()
