"""Les doublons : deux fiches côte à côte, une seule ou deux ?"""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jumelles.acteurs.requetes import acteur
from jumelles.comptes.requetes import nommer_dans
from jumelles.cooperations.requetes.doublons import (
    PaireADecider,
    combien_a_decider,
    paire_a_decider,
    paires_a_decider,
)
from jumelles.sources.revue import ChoixInconnu, DejaJuge, FusionRefusee, decider_du_doublon, decision_du_jeton
from jumelles.web.acces import equipe, signature
from jumelles.web.portes import aujourdhui
from jumelles.web.revue.carte import CarteRevue, dessiner
from jumelles.web.revue.phrases import dire_le_score
from jumelles.web.revue.vues import derniere

MONTRES = 40
MOTIF_MAX = 500
SORTES = ("acteur", "relation", "projet")
_ADRESSES = {"acteur": "/acteurs/", "relation": "/relations/", "projet": "/projets/"}


@require_safe
@equipe
def liste(request: HttpRequest) -> HttpResponse:
    """Les paires qui attendent, celles qui réunissent le plus d'abord."""
    sorte = request.GET.get("sorte", "")
    sorte = sorte if sorte in SORTES else ""
    apres = request.GET.get("apres", "")
    depuis = int(apres) if apres.isascii() and apres.isdigit() and len(apres) < 16 else None
    paires = paires_a_decider(MONTRES + 1, depuis, jour=aujourdhui(), sorte=sorte)
    return render(
        request,
        "revue/doublons.html",
        {
            "paires": [(p, dire_le_score(p.score)) for p in paires[:MONTRES]], "total": combien_a_decider(),
            "suite": paires[MONTRES - 1].jugement_id if len(paires) > MONTRES else None, "sorte": sorte,
            "derniere": derniere(request), "fil": [(_("Revue"), reverse("revue")), (_("Doublons"), "")],
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@equipe
def paire(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Les deux fiches, champ par champ ; décidé, la suivante."""
    trouvee = paire_a_decider(identifiant, jour=aujourdhui()) if identifiant < 1 << 62 else None
    if trouvee is None and request.method != "POST":
        raise Http404
    if request.method == "POST":
        return _decider(request, identifiant, trouvee)
    return _montrer(request, trouvee)


def _montrer(request: HttpRequest, p: PaireADecider | None, *, refus: str = "", status: int = 200) -> HttpResponse:
    if p is None:
        return render(request, "revue/doublon_clos.html", {"refus": refus, "fil": _fil("")}, status=status)
    contexte = {
        "p": p, "score": dire_le_score(p.score), "refus": refus, "jeton": uuid4(), "derniere": derniere(request),
        "gauche": _adresse(p.gauche, p.slug_gauche), "droite": _adresse(p.droite, p.slug_droite),
        "reste": combien_a_decider(), "fil": _fil(p.titre_gauche), "un": 1, "deux": 2, "carte": _carte(p),
    }  # fmt: skip
    return render(request, "revue/doublon.html", contexte, status=status)


def _carte(p: PaireADecider) -> CarteRevue | None:
    """Où sont les deux fiches, si l'on connaît le point de l'une et de l'autre."""
    if p.sorte != "acteur":
        return None
    fiches = [acteur(int(ref.partition(":")[2])) for ref in (p.gauche, p.droite)]
    points = [(rang, f.lat, f.lon) for rang, f in enumerate(fiches, start=1) if f is not None and f.lat is not None]
    return dessiner(None, None, points) if len(points) == len(fiches) else None


def _fil(titre: str) -> list[tuple[str, str]]:
    return [
        (_("Revue"), reverse("revue")), (_("Doublons"), reverse("revue_doublons")), (titre or _("Déjà décidé"), ""),
    ]  # fmt: skip


def _adresse(ref: str, slug: str) -> str:
    sorte, _deux_points, numero = ref.partition(":")
    return f"{_ADRESSES[sorte]}{numero}-{slug}/"


def _decider(request: HttpRequest, identifiant: int, p: PaireADecider | None) -> HttpResponse:
    """Fondre, ou retenir qu'elles sont deux ; devancé, dire par qui, et ne rien écrire."""
    try:
        jeton = UUID(request.POST.get("jeton", ""))
    except ValueError:
        return _montrer(request, p, refus=_("Ce formulaire est incomplet : décidez de nouveau."), status=400)
    if decision_du_jeton(jeton) is not None:
        return _suivante(identifiant)  # le même envoi, deux fois : la même réponse
    if p is None:
        refus = _("Cette paire n'attend plus : une autre personne en a décidé, ou l'une des fiches a changé.")
        return _montrer(request, None, refus=refus, status=409)
    motif = " ".join(request.POST.get("motif", "").split())[:MOTIF_MAX]
    try:
        decider_du_doublon(
            paire=p, choix=request.POST.get("choix", ""), par=signature(request), jeton=jeton, vu=[identifiant],
            motif=motif,
        )  # fmt: skip
    except DejaJuge as devance:
        return _montrer(request, p, refus=nommer_dans(str(devance)), status=409)
    except (FusionRefusee, ChoixInconnu) as refus_dit:
        return _montrer(request, p, refus=nommer_dans(str(refus_dit)), status=400)
    return _suivante(identifiant)


def _suivante(identifiant: int) -> HttpResponse:
    prochaine = next(iter(paires_a_decider(1, identifiant, jour=aujourdhui())), None)
    if prochaine is None:
        return HttpResponseRedirect(reverse("revue_doublons"))
    return HttpResponseRedirect(reverse("revue_doublon", args=[prochaine.jugement_id]))
