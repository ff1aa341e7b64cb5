"""Les gestes du bureau : décider, passer, accepter par lot, annuler."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jumelles.comptes.requetes import nommer_dans
from jumelles.sources.revue import (
    ChoixInconnu,
    DecisionDepassee,
    DejaJuge,
    FiltreRevue,
    annuler_la_decision,
    choix_des_filtres,
    decider_du_nom,
    ou_redecider,
    relancer_la_decision,
)
from jumelles.sources.revue.par_lot import SEUIL_DEFAUT, SEUIL_MIN, accepter_par_lot, au_dessus
from jumelles.web.acces import equipe, signature
from jumelles.web.portes import aujourdhui, numero_demande, pages_proches
from jumelles.web.revue.phrases import dire_ce_qui_attend, dire_le_score
from jumelles.web.revue.vues import PASSES, montrer_le_nom, passes, question, trouver_la_decision

PASSES_MAX = 300
MOTIF_MAX = 500
MONTREES_SIGNES = 1500
PAR_PAGE = 60


@require_POST
@equipe
def decider(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Prendre la décision, puis mener au nom suivant ; devancé, dire par qui, et ne rien écrire."""
    filtre = FiltreRevue.from_query(request.GET)
    try:
        decider_du_nom(
            jugement_id=identifiant, choix=request.POST.get("choix", "")[:120], par=signature(request),
            jeton=UUID(request.POST.get("jeton", "")), vu=_vus(request.POST.get("vu", "")),
            montrees=[r for r in request.POST.get("montrees", "")[:MONTREES_SIGNES].split(",") if r],
            motif=" ".join(request.POST.get("motif", "").split())[:MOTIF_MAX],
        )  # fmt: skip
    except DejaJuge as devance:
        voulu = request.POST.get("choix", "")[:120]
        return montrer_le_nom(request, identifiant, refus=nommer_dans(str(devance)), voulu=voulu, status=409)
    except (ChoixInconnu, ValueError) as faute:
        refus = (
            str(faute) if isinstance(faute, ChoixInconnu) else _("Ce formulaire est incomplet : décidez de nouveau.")
        )
        return montrer_le_nom(request, identifiant, refus=refus, status=400)
    return HttpResponseRedirect(reverse("revue_suivant") + question(filtre))


def _vus(texte: str) -> list[int]:
    """Les jugements que la page montrait."""
    return [int(pk) for pk in texte.split(",") if pk.isascii() and pk.isdigit() and len(pk) < 18]


@require_POST
@equipe
def passer(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Laisser ce nom pour plus tard ; il reste dans la file, pour soi et pour les autres."""
    request.session[PASSES] = [*(pk for pk in passes(request) if pk != identifiant), identifiant][-PASSES_MAX:]
    return HttpResponseRedirect(reverse("revue_suivant") + question(FiltreRevue.from_query(request.GET)))


@require_POST
@equipe
def revoir_les_passes(request: HttpRequest) -> HttpResponse:
    """Reprendre les noms que l'on avait passés."""
    request.session.pop(PASSES, None)
    return HttpResponseRedirect(reverse("revue") + question(FiltreRevue.from_query(request.GET)))


@require_POST
@equipe
def annuler(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Revenir sur une décision, puis mener là d'où l'on vient."""
    d, filtre = trouver_la_decision(identifiant), question(FiltreRevue.from_query(request.GET))
    try:
        finie = annuler_la_decision(decision_id=d.id, par=signature(request))
    except DecisionDepassee as refus:
        messages.warning(request, nommer_dans(str(refus)))
        return HttpResponseRedirect(reverse("revue_decision", args=[d.id]) + filtre)
    dit = (
        _("« %(objet)s » : décision annulée, l'état d'avant est revenu.")
        if finie
        else _("« %(objet)s » : décision annulée ; ses lignes, nombreuses, ressortent en arrière-plan.")
    )
    messages.info(request, dit % {"objet": d.objet})
    ou = ou_redecider(d.id, jour=aujourdhui()) if request.POST.get("retour") == "nom" else None
    if ou is None:
        return HttpResponseRedirect(reverse("revue_decision", args=[d.id]) + filtre)
    return HttpResponseRedirect(reverse(f"revue_{ou[0]}", args=[ou[1]]) + filtre)


@require_POST
@equipe
def reprendre(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Remettre à l'ouvrier une décision que son travail de fond a laissée en plan."""
    d = trouver_la_decision(identifiant)
    try:
        relancer_la_decision(decision_id=d.id, par=signature(request))
    except DecisionDepassee as refus:
        messages.warning(request, str(refus))
    return HttpResponseRedirect(reverse("revue_decision", args=[d.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@equipe
def par_lot(request: HttpRequest) -> HttpResponse:
    """Dire ce qu'un score accepterait, page par page ; confirmé, accepter exactement les lignes cochées."""
    filtre = FiltreRevue.from_query(request.GET)
    if request.method == "POST":
        return _accepter(request, filtre)
    seuil = _seuil(request.GET.get("seuil", ""))
    noms = au_dessus(filtre, seuil)
    pages = max(1, -(-len(noms) // PAR_PAGE))
    numero = min(numero_demande(request), pages)
    montres = noms[(numero - 1) * PAR_PAGE : numero * PAR_PAGE]
    pays = dict(choix_des_filtres()["pays"])
    return render(
        request,
        "revue/par_lot.html",
        {
            "noms": [(n, dire_le_score(n.score), pays.get(n.pays, n.pays)) for n in montres],
            "total": len(noms), "numero": numero, "nombre_pages": pages, "pages_proches": pages_proches(numero, pages),
            "seuil": round(seuil * 100), "seuil_min": round(SEUIL_MIN * 100), "jeton": uuid4(), "filtre": filtre,
            "question": question(filtre), "montres": len(montres),
            "attend": dire_ce_qui_attend(sum(n.bloquees for n in montres), sum(n.placees for n in montres)),
            "fil": [(_("Revue"), reverse("revue") + question(filtre)), (_("Accepter par lot"), "")],
        },
    )  # fmt: skip


def _seuil(texte: str) -> float:
    """Le score demandé, en centièmes, dans ses bornes."""
    dit = int(texte) if texte.isascii() and texte.isdigit() and len(texte) <= 3 else round(SEUIL_DEFAUT * 100)
    return min(1.0, max(SEUIL_MIN, dit / 100))


def _accepter(request: HttpRequest, filtre: FiltreRevue) -> HttpResponse:
    ids = _vus(",".join(request.POST.getlist("id")))[:PAR_PAGE]
    if request.POST.get("compris") != "oui" or not ids:
        messages.warning(request, _("Rien n'a été accepté : cochez des noms, et « J'ai relu » pour confirmer."))
        return HttpResponseRedirect(request.get_full_path())
    try:
        jeton = UUID(request.POST.get("jeton", ""))
    except ValueError:
        return HttpResponseRedirect(reverse("revue_par_lot") + question(filtre))
    prise = accepter_par_lot(ids=ids, seuil=_seuil(request.POST.get("seuil", "")), par=signature(request), jeton=jeton)
    return HttpResponseRedirect(reverse("revue_decision", args=[prise.decision]) + question(filtre))
