"""Le conseil expliqué : une question dans l'adresse, la même réponse à la même question."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.conseil.conseiller import TypeConseille
from jumelles.conseil.demande import Besoin
from jumelles.conseil.phrases import dire
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.phrases import dire as dire_du_droit
from jumelles.referentiel import thesaurus
from jumelles.strategies.conseil_explique import (
    ACTEURS_MONTRES,
    PISTES_ENTIERES,
    RESEAU_REGIONAL,
    ConseilExplique,
    repondre,
)
from jumelles.strategies.fiche_conseil import fiche_conseil
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import pays_liste
from jumelles.web import documents
from jumelles.web.adresses import adresse_entiere, adresse_pays
from jumelles.web.conseil.formulaires import QuestionLue, lire_question
from jumelles.web.nombres import entier
from jumelles.web.portes import aujourdhui


@require_safe
def conseil(request: HttpRequest) -> HttpResponse:
    """La question, puis la réponse si un besoin est dit."""
    lue = lire_question(request.GET)
    contexte: dict[str, Any] = {
        "lue": lue,
        "q": lue.question,
        **_formulaire(lue),
        "fautes": dict(lue.fautes),
        "fautes_listees": lue.fautes,
        "homonymes": [(h, _autrement(lue, h.code)) for h in lue.homonymes],
        "a_une_question": bool(request.GET),
        "fil": [(_("Conseil"), "")],
    }
    if lue.question.is_posee and "chez" not in contexte["fautes"]:
        contexte |= _reponse(lue, repondre(lue.question, jour=aujourdhui()))
    return render(request, "conseil/conseil.html", contexte)


@require_safe
@documents.une_place
def note(request: HttpRequest, extension: str) -> HttpResponse:
    """Le même conseil, à emporter."""
    lue = lire_question(request.GET)
    if not lue.question.is_posee:
        raise Http404
    reponse = repondre(lue.question, jour=aujourdhui())
    adresse = adresse_entiere(f"{reverse('conseil')}?{_durable(lue, reponse)}")
    return documents.repondre(fiche_conseil(reponse, adresse=adresse, jour=aujourdhui()), extension, "conseil")


def _formulaire(lue: QuestionLue) -> dict[str, Any]:
    d = lue.question.demande
    themes = thesaurus.themes()
    return {
        "besoins": [(b.value, dire(f"besoin.{b}"), b in d.besoins) for b in Besoin],
        "familles": [(g, [t for t in themes if t.parent == g.code]) for g in themes if not g.parent],
        "themes": (*d.themes, "", "")[:2] if len(d.themes) < 2 else d.themes,
        "pays": [p for p in pays_liste() if p.iso2 not in ISO_FRANCAIS],
        "types": [(t.value, dire_du_droit(f"type.{t}")) for t in TypeCollectivite],
    }


def _reponse(lue: QuestionLue, r: ConseilExplique) -> dict[str, Any]:
    nommes = {t.code: t.libelle for t in thesaurus.themes()}
    return {
        "r": r,
        "conseil": r.conseil,
        "question": _question(r, nommes),
        "gardes": [(t, _couples_sans(lue, t), rang > PISTES_ENTIERES) for rang, t in enumerate(r.gardes, 1)],
        "reseau": (RESEAU_REGIONAL, r.reseau),
        "ecartes": [(t, raison, lue.sans_ecarter(t.type.code)) for t, raison in r.ecartes],
        "acteurs": r.conseil.acteurs[:ACTEURS_MONTRES],
        "acteurs_nombre": len(r.conseil.acteurs),
        "themes_nommes": nommes,
        "mentions": [dire(m) for m in r.conseil.mentions_de_fin],
        "adresse_du_pays": adresse_pays(r.pays.iso2, r.pays.nom) if r.pays else "",
        "lien_durable": adresse_entiere(f"{reverse('conseil')}?{_durable(lue, r)}"),
        "telechargements": documents.telechargements(
            lambda extension: f"{reverse('conseil_note', args=[extension])}?{_durable(lue, r)}"
        ),
    }


def _question(r: ConseilExplique, nommes: dict[str, str]) -> list[tuple[str, str, str]]:
    """(ce que c'est, ce qui est dit, qui l'a dit à la place de la personne, ou vide)."""
    d, inconnu, deduits = r.demande, dire("non_renseigne"), dict(r.deduits)
    type_ = dire_du_droit(f"type.{d.type}") if d.type else inconnu
    apd = {True: _("oui"), False: _("non"), None: inconnu}[d.pays_apd]
    return [
        (_("Besoin"), ", ".join(dire(f"besoin.{b}") for b in d.besoins), ""),
        (_("Thème"), ", ".join(nommes[t] for t in d.themes) or inconnu, ""),
        (_("Pays"), r.pays.nom if r.pays else inconnu, ""),
        (_("Droit à l’aide au développement"), apd, deduits.get("pays_apd", "")),
        (_("Collectivité"), r.chez.nom_affiche if r.chez else inconnu, ""),
        (_("Type"), type_, deduits.get("type", "")),
        (_("Habitants"), entier(d.habitants), deduits.get("habitants", "")),
    ]


def _durable(lue: QuestionLue, r: ConseilExplique) -> str:
    """La question et son jour : rouverte demain, elle rend la même réponse."""
    jour = r.demande.jour.isoformat() if r.demande.jour else ""
    return urlencode([*(c for c in lue.couples() if c[0] != "jour"), ("jour", jour)])


def _couples_sans(lue: QuestionLue, t: TypeConseille) -> list[tuple[str, str]]:
    """Ce que le formulaire « écarter » redit de la question."""
    return [c for c in lue.couples() if c != ("ecarte", t.type.code)]


def _autrement(lue: QuestionLue, code: str) -> str:
    return "?" + urlencode([*(c for c in lue.couples() if c[0] != "chez"), ("chez", code)])
