"""L'entrée du droit, et le tableau d'un type de collectivité : dix-neuf lignes, aucune passée sous silence."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.droit.assistant import PREMIERE, questions
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.modeles import modeles
from jumelles.droit.phrases import dire
from jumelles.droit.regles import tables_du_droit
from jumelles.droit.tableau import LigneTableau, tableau_du_type
from jumelles.droit.textes import notes
from jumelles.droit.verdicts import Verdict
from jumelles.referentiel.typographie import typographier
from jumelles.web.portes import aujourdhui

OUTRE_MER = "programme_cadre"  # la ligne que la loi n'ouvre qu'aux outre-mer
# Le département d'abord : c'est lui qui demande ce que la loi lui laisse.
TYPES = (TypeCollectivite.DEPARTEMENT, *(t for t in TypeCollectivite if t is not TypeCollectivite.DEPARTEMENT))


def adresse_type(type_: TypeCollectivite) -> str:
    """La page d'un type : /droit/departement/, /droit/syndicat-mixte/."""
    return reverse("droit_type", args=[type_.value.replace("_", "-")])


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    """Quatre entrées : mon type de collectivité, l'assistant, le 1 %, les modèles et les textes."""
    jour = aujourdhui()
    contexte = {
        "types": [(dire(f"type.{t}"), adresse_type(t), _comptes(tableau_du_type(t, jour))) for t in TYPES],
        "actions_nombre": len(tables_du_droit().actions),
        "textes_nombre": len(notes(jour)),
        "modeles_nombre": len(modeles()),
        "fil": [(_("Droit"), "")],
    }
    return render(request, "droit/accueil.html", contexte)


@require_safe
def par_type(request: HttpRequest, type_: str) -> HttpResponse:
    """Ce que peut un département, une commune… : chaque action, sa réponse, ses conditions, ses textes, ses actes."""
    voulu = type_.replace("-", "_")
    if voulu not in set(TypeCollectivite) or "_" in type_:
        raise Http404
    sien, jour = TypeCollectivite(voulu), aujourdhui()
    lignes = tableau_du_type(sien, jour)
    nom = dire(f"type.{sien}")
    contexte = {
        "type": sien.value,
        "nom": nom,
        "groupes": _groupes(sien, lignes),
        "assistant": f"{reverse('droit_assistant')}?{PREMIERE}={_premiere_reponse(sien)}#demande",
        "lignes_nombre": len(lignes),
        "jour": jour,
        "types": [(dire(f"type.{t}"), adresse_type(t), t is sien) for t in TYPES],
        "notes": notes(jour, sien),
        "fil": [(_("Droit"), reverse("droit")), (typographier(nom[:1].upper() + nom[1:]), "")],
    }
    return render(request, "droit/type.html", contexte)


def _groupes(type_: TypeCollectivite, lignes: tuple[LigneTableau, ...]) -> list[tuple[str, str, list[LigneTableau]]]:
    """(code, mots, lignes) de chaque réponse ; ce qui n'est ouvert qu'à l'outre-mer, à part et en dernier."""
    ailleurs = [x for x in lignes if type_ is not TypeCollectivite.OUTRE_MER and x.ligne.action.code == OUTRE_MER]
    ici = [x for x in lignes if x not in ailleurs]
    groupes = [(v.value, dire(f"verdict.{v}"), list(suite)) for v, suite in groupby(ici, _verdict)]
    return [*groupes, ("ailleurs", _("Réservé aux outre-mer"), ailleurs)] if ailleurs else groupes


def _premiere_reponse(type_: TypeCollectivite) -> str:
    """La réponse de l'assistant qui dit ce type de collectivité, hors outre-mer s'il le peut."""
    reponses = [r for r in questions()[0].reponses if r.type is type_]
    return min(reponses, key=lambda r: "outre_mer" in r.oui).code


def _verdict(x: LigneTableau) -> Verdict:
    return x.ligne.verdict


def _comptes(lignes: tuple[LigneTableau, ...]) -> list[tuple[str, str, int]]:
    """(code, mots, nombre de lignes) de chaque réponse, la plus stricte d'abord."""
    suites = ((v, len(list(suite))) for v, suite in groupby(lignes, _verdict))
    return [(v.value, dire(f"verdict.{v}"), n) for v, n in suites]
