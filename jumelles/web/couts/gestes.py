"""Les gestes de l'équipe : ajouter, corriger, retirer, revenir, publier. Qui arrive second le sait et ne perd rien."""

import contextlib
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.comptes.requetes import nommer
from jumelles.cooperations.requetes import projets_de, relations_de
from jumelles.retombees.enums import Poste
from jumelles.retombees.ligne_dite import LigneLue
from jumelles.retombees.operations import (
    LigneDepassee,
    corriger_ligne,
    depublier,
    ecrire_ligne,
    publier,
    retirer_ligne,
    revenir,
)
from jumelles.retombees.regles import LigneRefusee
from jumelles.retombees.requetes import versions
from jumelles.strategies.couts import dire_la_valeur, dire_le_poste
from jumelles.web.acces import chez_nous, habilitation
from jumelles.web.couts.aides import AIDES, EXEMPLE_DUREE, EXEMPLE_MONTANT
from jumelles.web.couts.formulaires import FormulaireLigne, depuis
from jumelles.web.couts.vues import exiger_annee, fil, maison
from jumelles.web.portes import aujourdhui

CHOIX_MAX = 200


def perimetres(code: str) -> list[tuple[str, str]]:
    """Les liens et projets de la collectivité, sous leurs titres montrables : « relation:12 » → son titre."""
    acteur_id = acteur_du_territoire(code)
    if acteur_id is None:
        return []
    jour = aujourdhui()
    liens = relations_de(acteur_id, francais=True, jour=jour, nombre=CHOIX_MAX)
    projets = projets_de(acteur_id, francais=True, jour=jour, nombre=CHOIX_MAX)
    reels = [(f"relation:{r.id}", _("Lien : %(t)s") % {"t": r.titre}) for r in liens if not r.demonstration]
    return reels + [(f"projet:{p.id}", _("Projet : %(t)s") % {"t": p.titre}) for p in projets if not p.demonstration]


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def ajouter(request: HttpRequest, code: str, annee: int, poste: str) -> HttpResponse:
    """Une ligne de plus, de ce poste."""
    exiger_annee(annee)
    if poste not in Poste.values:
        raise Http404
    formulaire = FormulaireLigne(request.POST or None, poste=poste, annee=annee, perimetres=perimetres(code))
    if request.method == "POST" and formulaire.is_valid():
        try:
            with contextlib.suppress(LigneDepassee):  # le même envoi, arrivé deux fois en même temps
                ecrire_ligne(
                    code=code, annee=annee, dite=formulaire.ligne_dite(), jeton=formulaire.cleaned_data["jeton"],
                    par=habilitation(request),
                )  # fmt: skip
            return HttpResponseRedirect(reverse("couts_annee", args=[code, annee]))
        except LigneRefusee as refus:
            _reprocher(formulaire, refus)
    return _montrer(request, code, formulaire)


@require_http_methods(["GET", "HEAD", "POST"])
@chez_nous
def corriger(request: HttpRequest, code: str, ligne: UUID) -> HttpResponse:
    """Corriger une ligne : la version d'avant reste, et l'on peut y revenir."""
    histoire = _histoire(code, ligne)
    derniere = histoire[0]
    amorce = depuis(derniere.dite, derniere.version)
    choix = perimetres(code)
    if derniere.dite.perimetre and derniere.dite.perimetre not in dict(choix):
        choix.append((derniere.dite.perimetre, _("Lien ou projet retiré de la base")))
    formulaire = FormulaireLigne(
        request.POST or None, initial=amorce, poste=derniere.dite.poste, annee=derniere.annee, perimetres=choix
    )
    if request.method == "POST" and formulaire.is_valid():
        try:
            corriger_ligne(
                code=code, ligne=ligne, vue=formulaire.cleaned_data["vue"] or 0, dite=formulaire.ligne_dite(),
                jeton=formulaire.cleaned_data["jeton"], par=habilitation(request),
            )  # fmt: skip
            return HttpResponseRedirect(reverse("couts_annee", args=[code, derniere.annee]))
        except LigneRefusee as refus:
            _reprocher(formulaire, refus)
        except LigneDepassee:
            return _devance(request, code, formulaire, histoire)
    return _montrer(request, code, formulaire, histoire)


def _histoire(code: str, ligne: UUID) -> tuple[LigneLue, ...]:
    trouvees = versions(code, ligne)
    if not trouvees:
        raise Http404
    return trouvees


def _devance(
    request: HttpRequest, code: str, formulaire: FormulaireLigne, histoire: tuple[LigneLue, ...]
) -> HttpResponse:
    """La saisie est gardée ; elle s'enverra d'après ce que la ligne dit maintenant, en le sachant."""
    formulaire.data = {**request.POST.dict(), "vue": str(histoire[0].version)}
    formulaire.add_error(
        None,
        _(
            "Une autre personne a corrigé cette ligne pendant que vous écriviez. Votre saisie est gardée ci-dessous : "
            "comparez-la à ce que la ligne dit maintenant (%(dit)s), puis enregistrez si la vôtre est la bonne."
        )
        % {"dit": dire_la_valeur(histoire[0])},
    )
    return _montrer(request, code, formulaire, histoire, status=409)


def _reprocher(formulaire: FormulaireLigne, refus: LigneRefusee) -> None:
    for champ, faute in refus.fautes.items():
        formulaire.add_error(champ if champ in formulaire.fields else None, faute)


def _montrer(
    request: HttpRequest,
    code: str,
    formulaire: FormulaireLigne,
    histoire: tuple[LigneLue, ...] = (),
    status: int | None = None,
) -> HttpResponse:
    t = maison(code)
    noms = nommer({v.par for v in histoire})
    titre = str(Poste(formulaire.poste).label)
    return render(
        request,
        "couts/ligne.html",
        {
            "t": t, "formulaire": formulaire, "titre": titre, "consigne": AIDES[formulaire.poste],
            "exemple": EXEMPLE_DUREE if formulaire.poste == Poste.TEMPS else EXEMPLE_MONTANT,
            "annee": formulaire.annee,
            "histoire": [(v, dire_le_poste(v), dire_la_valeur(v), noms[v.par]) for v in histoire],
            "derniere": histoire[0] if histoire else None,
            "fil": fil(
                t, (str(formulaire.annee), reverse("couts_annee", args=[code, formulaire.annee])), (titre, "")
            ),
        },
        status=status or (400 if formulaire.errors else 200),
    )  # fmt: skip


@require_POST
@chez_nous
def retirer(request: HttpRequest, code: str, ligne: UUID) -> HttpResponse:
    """Retirer la ligne ; elle attend au bas de la page, et se remet d'un clic."""
    derniere = _histoire(code, ligne)[0]
    vue, jeton = _vue(request), _jeton(request)
    try:
        retirer_ligne(code=code, ligne=ligne, vue=vue, jeton=jeton, par=habilitation(request))
    except LigneDepassee:
        messages.warning(request, _("Cette ligne avait changé entre-temps : rien n’est retiré. La voici à jour."))
    return HttpResponseRedirect(reverse("couts_annee", args=[code, derniere.annee]))


@require_POST
@chez_nous
def reprendre(request: HttpRequest, code: str, ligne: UUID) -> HttpResponse:
    """Revenir à ce que disait une version : c'est une version de plus."""
    derniere = _histoire(code, ligne)[0]
    version = _entier(request.POST.get("version", ""))
    try:
        revenir(
            code=code, ligne=ligne, vue=_vue(request), version=version, jeton=_jeton(request),
            par=habilitation(request),
        )  # fmt: skip
    except LigneRefusee as refus:
        messages.warning(request, str(refus))
    except LigneDepassee:
        messages.warning(request, _("Cette ligne avait changé entre-temps : rien n’est écrit. La voici à jour."))
    return HttpResponseRedirect(reverse("couts_annee", args=[code, derniere.annee]))


@require_POST
@chez_nous
def publication(request: HttpRequest, code: str, annee: int) -> HttpResponse:
    """Publier exactement les lignes que la page montrait, ou rendre la fiche à l'équipe."""
    exiger_annee(annee)
    if request.POST.get("geste") == "retirer":
        depublier(code=code, annee=annee, par=habilitation(request))
        messages.info(request, _("La fiche de %(a)s n’est plus publique.") % {"a": annee})
        return HttpResponseRedirect(reverse("couts_annee", args=[code, annee]))
    try:
        vues = [int(x) for x in request.POST.get("vues", "")[:4000].split(",") if x.isascii() and x.isdigit()]
        publier(code=code, annee=annee, vues=vues, par=habilitation(request))
        messages.info(request, _("La fiche de %(a)s est publique.") % {"a": annee})
    except LigneDepassee:
        messages.warning(request, _("Les lignes ont changé depuis que vous les avez lues : relisez, puis publiez."))
    return HttpResponseRedirect(reverse("couts_annee", args=[code, annee]))


def _entier(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 10 else 0


def _vue(request: HttpRequest) -> int:
    return _entier(request.POST.get("vue", ""))


def _jeton(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("jeton", ""))
    except ValueError as faute:
        raise Http404 from faute
