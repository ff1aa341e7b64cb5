"""Les pages de la note : choisir sa collectivité, dire ce que l'on cherche, lire, emporter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.conseil.demande import Besoin
from jumelles.conseil.phrases import dire
from jumelles.documents.arbre import Rapport
from jumelles.referentiel import thesaurus
from jumelles.strategies.directions import RegleDirection, regles_de_direction
from jumelles.strategies.note.composition import NoteElu, composer_note
from jumelles.strategies.note.rapport import rapport_de_la_note
from jumelles.territoires.designation import designer
from jumelles.territoires.requetes import TerritoireFiche, territoire
from jumelles.web import documents
from jumelles.web.adresses import adresse_entiere, adresse_territoire
from jumelles.web.hier import mener_a_aujourdhui
from jumelles.web.note.question import QuestionNoteLue, lire_question
from jumelles.web.portes import aujourdhui, mener

HOMONYMES = 12


@require_safe
def choisir(request: HttpRequest) -> HttpResponse:
    """La première question : quelle collectivité ? Un nom sûr y mène, plusieurs se proposent."""
    demande = request.GET.get("q", "").strip()[:120]
    designation = designer(demande, limite=HOMONYMES)
    if designation.code:
        return redirect("note", code=designation.code)
    contexte = {
        "demande": demande, "trouves": [(t, f"{adresse_territoire(t.code, t.nom)}note/") for t in designation.proches],
        "fil": [(_("La note pour l’élu·e"), "")],
    }  # fmt: skip
    return render(request, "note/choisir.html", contexte)


@require_safe
def note(request: HttpRequest, code: str, nom: str | None = None) -> HttpResponse:
    """La note d'une collectivité : la question au-dessus, les six réponses dessous."""
    t = territoire(code)
    if t is None:
        return mener_a_aujourdhui(request, code, "note/")
    debut = f"{adresse_territoire(t.code, t.nom_affiche)}note/"
    ailleurs = mener(request, debut)
    if ailleurs is not None:
        return ailleurs
    lue = lire_question(t.code, request.GET)
    n = composer_note(t, lue.question, jour=aujourdhui())
    rapport = _rapport(n, lue, debut)
    contexte = {
        "t": t, "n": n, "lue": lue, "fautes": lue.fautes, "a_une_question": bool(request.GET),
        "corps": documents.en_page(rapport), "sommaire": documents.sommaire(rapport),
        "directions": [(d, lue.adresse(debut, avec=d.code)) for d in n.directions],
        "ecartees": [(r, lue.adresse(debut, sans=r.code)) for r in _ecartees(lue)],
        "telechargements": documents.telechargements(
            lambda extension: lue.adresse(f"{debut.removesuffix('/')}.{extension}")
        ),
        **_formulaire(lue),
        "fil": _fil(t),
    }  # fmt: skip
    return render(request, "note/note.html", contexte)


@require_safe
@documents.une_place
def document(request: HttpRequest, code: str, extension: str, nom: str | None = None) -> HttpResponse:
    """La même note, à emporter."""
    t = territoire(code)
    if t is None:
        return mener_a_aujourdhui(request, code, f"note.{extension}")
    lue = lire_question(t.code, request.GET)
    n = composer_note(t, lue.question, jour=aujourdhui())
    debut = f"{adresse_territoire(t.code, t.nom_affiche)}note/"
    fichier = _("note %(nom)s %(jour)s") % {"nom": t.nom_affiche, "jour": n.jour.isoformat()}
    return documents.repondre(_rapport(n, lue, debut), extension, fichier)


def _ecartees(lue: QuestionNoteLue) -> list[RegleDirection]:
    return [r for r in regles_de_direction() if r.code in lue.question.ecartees]


def _rapport(n: NoteElu, lue: QuestionNoteLue, debut: str) -> Rapport:
    return rapport_de_la_note(n, site=adresse_entiere(""), adresse=adresse_entiere(lue.adresse(debut)))


def _formulaire(lue: QuestionNoteLue) -> dict[str, Any]:
    q, themes = lue.question, thesaurus.themes()
    familles = [(g, [t for t in themes if t.parent == g.code]) for g in themes if not g.parent]
    montres = {t.code for g, precis in familles for t in (g, *precis)}
    return {
        "besoins": [(b.value, dire(f"besoin.{b}"), b in q.besoins) for b in Besoin],
        "familles": familles,
        # Un thème plus précis que la liste : il y entre, pour ne pas se perdre quand on refait la note.
        "theme_precis": next((t for t in themes if t.code in q.themes[:1] and t.code not in montres), None),
        "theme": q.themes[0] if q.themes else "",
        "autres_themes": q.themes[1:],
        "pays": lue.pays,
    }


def _fil(t: TerritoireFiche) -> list[tuple[str, str]]:
    return [
        (_("Territoires français"), reverse("territoires")),
        (t.nom_affiche, adresse_territoire(t.code, t.nom_affiche)),
        (_("Note pour l’élu·e"), ""),
    ]
