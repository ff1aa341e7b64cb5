"""Les pages du bureau de revue : la file, la fiche d'un nom, ce que l'on a décidé."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.comptes.requetes import nommer
from jumelles.cooperations.requetes.doublons import combien_a_decider
from jumelles.sources.revue import (
    FiltreRevue,
    choix_des_filtres,
    decision,
    decisions,
    derniere_decision,
    fiche_du_nom,
    file_d_attente,
    reste,
)
from jumelles.sources.revue import suivant as suivant_de_la_file
from jumelles.sources.revue.historique import DecisionFiche
from jumelles.sources.revue.termes import FicheNom
from jumelles.web.acces import equipe, signature
from jumelles.web.portes import numero_demande, pages_proches
from jumelles.web.revue.carte import dessiner
from jumelles.web.revue.phrases import dire_ce_qui_attend, dire_la_suite, dire_le_reste, dire_le_score

PASSES = "revue_passes"
# Secondes entre deux regards sur un travail en cours, sans JavaScript.
RYTHME = 3
SIGNES = 80


@require_safe
@equipe
def file(request: HttpRequest) -> HttpResponse:
    """Ce qui attend une personne, ce qui débloque le plus d'abord."""
    filtre = FiltreRevue.from_query(request.GET)
    page, restent = file_d_attente(filtre, numero_demande(request)), reste(filtre)
    choix = choix_des_filtres()
    pays = dict(choix["pays"])
    elements = [
        (n, dire_ce_qui_attend(n.bloquees, n.placees), dire_le_score(n.score), pays.get(n.pays, n.pays))
        for n in page.elements
    ]
    return render(
        request,
        "revue/file.html",
        {
            "elements": elements, "total": page.total, "numero": page.numero, "nombre_pages": page.pages,
            "pages_proches": pages_proches(page.numero, page.pages), "filtre": filtre, "question": question(filtre),
            "reste": restent, "phrase": dire_le_reste(restent), "choix": choix,
            "derniere": derniere(request), "passes": len(passes(request)), "doublons": combien_a_decider(),
            "fil": [(_("Revue"), "")],
        },
    )  # fmt: skip


@require_safe
@equipe
def suivant(request: HttpRequest) -> HttpResponse:
    """Mener au prochain nom de la file, sans ceux que l'on a passés ; la file vide : à la file, qui le dit."""
    filtre = FiltreRevue.from_query(request.GET)
    prochain = suivant_de_la_file(filtre, passes=passes(request))
    adresse = reverse("revue_nom", args=[prochain]) if prochain else reverse("revue")
    return HttpResponseRedirect(adresse + question(filtre))


@require_safe
@equipe
def nom(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Ce que dit la source, ce que l'on propose, et de quoi décider."""
    return montrer_le_nom(request, identifiant)


def montrer_le_nom(
    request: HttpRequest, identifiant: int, *, refus: str = "", voulu: str = "", status: int = 200
) -> HttpResponse:
    """La fiche d'un nom ; refus : pourquoi l'envoi n'a pas pris ; voulu : ce que la personne voulait choisir."""
    mots = " ".join(request.GET.get("chercher", "").split())[:SIGNES]
    fiche = fiche_du_nom(identifiant, chercher=mots) if identifiant < 1 << 62 else None
    if fiche is None:
        raise Http404
    filtre = FiltreRevue.from_query(request.GET)
    restent = reste(filtre)
    m = fiche.mention
    propositions = [(p, dire_le_score(p.score)) for p in fiche.propositions]
    contexte = {
        "f": fiche, "f_couples": filtre.couples(), "titre": fiche.attente.nom, "propositions": propositions,
        "mots": mots, "refus": refus,
        "voulu": voulu, "attend": dire_ce_qui_attend(fiche.attente.bloquees, fiche.attente.placees),
        "carte": dessiner(m.get("lat"), m.get("lon"), [(p.rang, p.lat, p.lon) for p in fiche.propositions]),
        "question": question(filtre),
        "reste": restent, "phrase": dire_le_reste(restent), "jeton": uuid4(), "derniere": derniere(request),
        "montrees": ",".join(p.ref for p in fiche.propositions),
        "decide_par": _qui(fiche), "vu": ",".join(str(pk) for pk in fiche.vu),
        "fil": [(_("Revue"), reverse("revue") + question(filtre)), (fiche.attente.nom, "")],
    }  # fmt: skip
    return render(request, "revue/nom.html", contexte, status=status)


def _qui(fiche: FicheNom) -> str:
    return nommer({fiche.decide.par})[fiche.decide.par] if fiche.decide else ""


@require_safe
@equipe
def historique(request: HttpRequest) -> HttpResponse:
    """Toutes les décisions, de la plus récente à la plus ancienne."""
    page = decisions(numero_demande(request))
    noms = nommer({s for d in page.elements for s in (d.par, d.annulee_par)})
    return render(
        request,
        "revue/historique.html",
        {
            "elements": [(d, dire_la_suite(d.suite), noms[d.par], noms[d.annulee_par]) for d in page.elements],
            "total": page.total, "numero": page.numero, "nombre_pages": page.pages,
            "pages_proches": pages_proches(page.numero, page.pages),
            "fil": [(_("Revue"), reverse("revue")), (_("Décisions"), "")],
        },
    )  # fmt: skip


@require_safe
@equipe
def une_decision(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Une décision : ce qu'elle dit, ce qu'elle a changé, et le moyen d'en revenir."""
    trouvee = trouver_la_decision(identifiant)
    noms = nommer({trouvee.par, trouvee.annulee_par})
    return render(
        request,
        "revue/decision.html",
        {
            "d": trouvee, "suite": dire_la_suite(trouvee.suite), "par": noms[trouvee.par],
            "annulee_par": noms[trouvee.annulee_par], "objets": _adresses(trouvee), "rythme": RYTHME,
            "question": question(FiltreRevue.from_query(request.GET)),
            "fil": [(_("Revue"), reverse("revue")), (_("Décisions"), reverse("revue_decisions")), (trouvee.objet, "")],
        },
    )  # fmt: skip


def trouver_la_decision(identifiant: int) -> DecisionFiche:
    """La décision demandée, ou 404."""
    trouvee = decision(identifiant) if identifiant < 1 << 62 else None
    if trouvee is None:
        raise Http404
    return trouvee


def _adresses(d: DecisionFiche) -> list[tuple[str, str]]:
    """(titre, adresse) de ce qui est entré : « Castres – Linares », « /relations/12/ »."""
    return [
        (dit, f"/{o.partition(':')[0]}s/{o.partition(':')[2]}/")
        for o, dit in d.objets
        if o.partition(":")[0] in ("relation", "projet")
    ]


def question(filtre: FiltreRevue) -> str:
    """« ?source=… » : le filtre suit d'une page à l'autre."""
    couples = filtre.couples()
    return f"?{urlencode(couples)}" if couples else ""


def passes(request: HttpRequest) -> list[int]:
    """Les noms que la personne a passés depuis qu'elle est là."""
    return [int(pk) for pk in request.session.get(PASSES, ())]


def derniere(request: HttpRequest) -> dict[str, Any] | None:
    """Ce que sa dernière décision a changé, tant que personne n'en est revenu."""
    prise = derniere_decision(signature(request))
    if prise is None or prise.etat in ("annulee", "remplacee"):
        return None
    return {"d": prise, "suite": dire_la_suite(prise.suite)}
