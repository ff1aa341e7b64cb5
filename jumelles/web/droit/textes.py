"""Les notes juridiques : filtrées par type de collectivité et par date de validité (énoncé C1.6)."""

from collections import defaultdict
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.phrases import dire
from jumelles.droit.regles import tables_du_droit
from jumelles.droit.textes import NoteJuridique, notes, toutes_les_notes
from jumelles.web.droit.vues import TYPES, adresse_type
from jumelles.web.portes import aujourdhui


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Les notes en vigueur le jour voulu ; les autres, seulement si on les demande."""
    type_, (jour, faute) = _type(request.GET.get("type", "")), _jour(request.GET.get("le", ""))
    toutes = request.GET.get("hors_vigueur") == "oui"
    montrees, connues = notes(jour, type_, hors_vigueur=toutes), notes(jour, type_, hors_vigueur=True)
    choisi = {"type": type_.value if type_ else "", "le": request.GET.get("le", "")}
    question = urlencode({nom: valeur for nom, valeur in choisi.items() if valeur})
    contexte = {
        "notes": [_vue(n, jour) for n in montrees],
        "retirees": len(connues) - len(montrees),
        "avec_retirees": f"?{question}{'&' if question else ''}hors_vigueur=oui",
        "sans_retirees": f"?{question}" if question else reverse("droit_textes"),
        "toutes": toutes,
        "types": [(t.value, dire(f"type.{t}"), t is type_) for t in TYPES],
        "type_nom": dire(f"type.{type_}") if type_ else "",
        "le": choisi["le"],
        "jour": jour,
        "faute": faute,
        "a_une_question": bool(request.GET),
        "fil": [(_("Droit"), reverse("droit")), (_("Textes"), "")],
    }
    return render(request, "droit/textes.html", contexte)


@require_safe
def fiche(request: HttpRequest, code: str) -> HttpResponse:
    """Un texte : ce qu'il dit, ses versions, sa source, et les lignes du tableau qui le citent."""
    jour = aujourdhui()
    trouvee = next((n for n in toutes_les_notes() if n.code == code), None)
    if trouvee is None:
        raise Http404
    contexte = {
        "x": _vue(trouvee, jour),
        "jour": jour,
        "citations": _citations(code),
        "types": [dire(f"type.{t}") for t in trouvee.types],
        "fil": [(_("Droit"), reverse("droit")), (_("Textes"), reverse("droit_textes")), (trouvee.reference, "")],
    }
    return render(request, "droit/texte.html", contexte)


def _vue(n: NoteJuridique, jour: date) -> dict[str, object]:
    bandeau = n.bandeau(jour)
    debuts = [v.du for v in n.versions if v.du is not None]
    return {
        "note": n,
        "bandeau": dire(bandeau) if bandeau else "",
        "grave": n.is_en_vigueur(jour) is False,
        "ancienne": bool(debuts) and jour < debuts[-1].earliest() and n.is_en_vigueur(jour) is not False,
        "types": [dire(f"type.{t}") for t in n.types],
    }


def _citations(code: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """(action, [(type, adresse de la ligne)]) pour chaque ligne du tableau qui cite ce texte."""
    tables = tables_du_droit()
    par_action: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for regle in tables.regles:
        if code in regle.textes:
            adresse = f"{adresse_type(regle.type)}#ligne-{regle.numero}"
            par_action[regle.numero].append((dire(f"type.{regle.type}"), adresse))
    return [(a.libelle, par_action[a.numero]) for a in tables.actions if a.numero in par_action]


def _type(texte: str) -> TypeCollectivite | None:
    return TypeCollectivite(texte) if texte in set(TypeCollectivite) else None


def _jour(texte: str) -> tuple[date, str]:
    """Le jour voulu ; aujourd'hui, avec le mot qui le dit, si l'on n'a pas su le lire."""
    try:
        return (date.fromisoformat(texte) if texte else aujourdhui()), ""
    except ValueError:
        return aujourdhui(), _("Cette date ne se lit pas : choisissez-la dans le calendrier, ou écrivez 2024-05-31.")
