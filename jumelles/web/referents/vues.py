"""Les pages des référents : la liste, un référent, le fichier ; effacer est définitif."""

import csv
import io
from dataclasses import asdict
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jumelles.rattachements.referents.operations import (
    CHAMPS,
    ReferentDepasse,
    ajouter_referent,
    corriger_referent,
    effacer_referent,
)
from jumelles.rattachements.referents.requetes import ReferentFiche, referent, referents_de
from jumelles.recherche.sorties.formules import neutraliser
from jumelles.territoires.regles import slug
from jumelles.territoires.requetes import TerritoireSitue, territoire_situe
from jumelles.web.acces import chez_nous, habilitation
from jumelles.web.referents.formulaires import FormulaireReferent

BOM = "\ufeff"


def _maison(code: str) -> TerritoireSitue:
    trouvee = territoire_situe(code)
    if trouvee is None:
        raise Http404
    return trouvee


def _fil(t: TerritoireSitue, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    referents = (_("Référents"), reverse("chez_nous_referents", args=[t.code]) if suite else "")
    chez = reverse("chez_nous_collectivite", args=[t.code])
    return [(_("Chez nous"), reverse("chez_nous")), (t.nom_affiche, chez), referents, *suite]


@require_safe
@chez_nous
def liste(request: HttpRequest, code: str) -> HttpResponse:
    """Les référents, par service ; vide, la page dit par quoi commencer."""
    t = _maison(code)
    contexte = {"t": t, "referents": referents_de(code, pour=habilitation(request)), "fil": _fil(t)}
    return render(request, "referents/liste.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def ajouter(request: HttpRequest, code: str) -> HttpResponse:
    """Un référent de plus."""
    formulaire = FormulaireReferent(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        jeton = formulaire.cleaned_data["jeton"]
        ajouter_referent(
            code=code, dit=formulaire.dit(), jeton=jeton, par=habilitation(request),
            public=formulaire.cleaned_data["public"],
        )  # fmt: skip
        return HttpResponseRedirect(reverse("chez_nous_referents", args=[code]))
    return _montrer(request, code, formulaire)


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def corriger(request: HttpRequest, code: str, identifiant: int) -> HttpResponse:
    """Corriger un référent ; devancé, la saisie est gardée et l'autre version se lit à côté."""
    tenu = _tenu(request, code, identifiant)
    formulaire = FormulaireReferent(request.POST or None, initial={**asdict(tenu), "vue": tenu.version})
    if request.method == "POST" and formulaire.is_valid():
        try:
            corriger_referent(
                code=code, identifiant=identifiant, vue=formulaire.cleaned_data["vue"] or 0, dit=formulaire.dit(),
                par=habilitation(request), public=formulaire.cleaned_data["public"],
            )  # fmt: skip
            return HttpResponseRedirect(reverse("chez_nous_referents", args=[code]))
        except ReferentDepasse:
            tenu = _tenu(request, code, identifiant)
            formulaire.data = {**request.POST.dict(), "vue": str(tenu.version)}
            formulaire.add_error(
                None,
                _(
                    "Une autre personne a changé cette fiche pendant que vous écriviez. Votre saisie est gardée : "
                    "comparez-la à la fiche d’aujourd’hui, montrée à côté, puis enregistrez."
                ),
            )
            return _montrer(request, code, formulaire, tenu, devance=True)
    return _montrer(request, code, formulaire, tenu)


def _tenu(request: HttpRequest, code: str, identifiant: int) -> ReferentFiche:
    trouve = referent(code, identifiant, pour=habilitation(request)) if identifiant < 1 << 62 else None
    if trouve is None:
        raise Http404
    return trouve


def _montrer(
    request: HttpRequest,
    code: str,
    formulaire: FormulaireReferent,
    tenu: ReferentFiche | None = None,
    *,
    devance: bool = False,
) -> HttpResponse:
    t = _maison(code)
    titre = tenu.service if tenu else _("Un référent de plus")
    contexte = {"t": t, "formulaire": formulaire, "tenu": tenu, "devance": devance, "titre": titre,
                "fil": _fil(t, (titre, ""))}  # fmt: skip
    statut = 409 if devance else 400 if formulaire.errors else 200
    return render(request, "referents/referent.html", contexte, status=statut)


@require_POST
@chez_nous
def effacer(request: HttpRequest, code: str, identifiant: int) -> HttpResponse:
    """Effacer pour de bon, une fois la case cochée."""
    if request.POST.get("compris") != "oui":
        messages.warning(request, _("Rien n’est effacé : cochez la case pour confirmer, cela ne se défait pas."))
        return HttpResponseRedirect(reverse("referent", args=[code, identifiant]))
    vue = request.POST.get("vue", "")
    version = int(vue) if vue.isascii() and vue.isdigit() and len(vue) < 10 else 0
    try:
        effacer_referent(code=code, identifiant=min(identifiant, 1 << 62), vue=version, par=habilitation(request))
    except ReferentDepasse:
        return _change_entre_temps(request, code, identifiant)
    messages.info(request, _("La fiche est effacée."))
    return HttpResponseRedirect(reverse("chez_nous_referents", args=[code]))


def _change_entre_temps(request: HttpRequest, code: str, identifiant: int) -> HttpResponse:
    """Ce que la fiche dit maintenant : on efface ce que l'on a lu, et rien d'autre."""
    tenu = _tenu(request, code, identifiant)
    formulaire = FormulaireReferent({**asdict(tenu), "vue": tenu.version, "jeton": uuid4()})
    formulaire.add_error(
        None,
        _(
            "Une autre personne a changé cette fiche depuis que vous l’avez lue : rien n’est effacé. Relisez-la, "
            "puis effacez-la si c’est toujours ce que vous voulez."
        ),
    )
    return _montrer(request, code, formulaire, tenu, devance=True)


@require_safe
@chez_nous
def fichier(request: HttpRequest, code: str) -> HttpResponse:
    """Sa propre liste, pour un tableur ; aucune cellule n'y devient une formule."""
    tampon = io.StringIO()
    tampon.write(BOM)
    ecrivain = csv.writer(tampon, delimiter=";")
    ecrivain.writerow(CHAMPS)
    for r in referents_de(code, pour=habilitation(request)):
        ecrivain.writerow([neutraliser(str(getattr(r, champ))) for champ in CHAMPS])
    reponse = HttpResponse(tampon.getvalue(), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="referents-{slug(_maison(code).nom_affiche)}.csv"'
    return reponse
