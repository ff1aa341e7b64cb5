"""Retoucher avant d'emporter : ôter, réécrire, ranger ; rien n'est gardé ici, le fichier part avec la personne."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jumelles.strategies.argumentaire import ArgumentaireCompose, Retouche, RetoucheRefusee, Retouches
from jumelles.strategies.argumentaire.composition import PieceCitee, intitule
from jumelles.strategies.argumentaire.retouches import LIBRE_MAX, TEXTE_MAX
from jumelles.web.argumentaire.formulaires import FormulaireArgumentaire, SaisieRetouches, lire_retouches
from jumelles.web.argumentaire.vues import assemblee, rendre
from jumelles.web.documents import FORMATS_DOCUMENT, une_place
from jumelles.web.portes import question_gardee

_VIERGE = SaisieRetouches(Retouches({}), {})


@dataclass(frozen=True, slots=True)
class PieceSaisie:
    """Une pièce, et ce que la personne vient d'en dire : texte tel que tapé, rang, gardée ou non, faute."""

    piece: PieceCitee
    texte: str
    rang: int
    garder: bool
    faute: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def retoucher(request: HttpRequest) -> HttpResponse:
    """Le texte à reprendre (GET), puis le fichier (POST) ; une faute rend la page avec ce qui était tapé."""
    choix = FormulaireArgumentaire(request.GET)
    if not choix.is_valid():
        return redirect(reverse("argumentaire") + question_gardee(request))
    if request.method == "POST":
        return _emporter(request, choix)
    return _page(request, assemblee(choix.demande()), _VIERGE, {})


@une_place
def _emporter(request: HttpRequest, choix: FormulaireArgumentaire) -> HttpResponse:
    compose = assemblee(choix.demande())
    saisie = lire_retouches(request.POST, tuple(p.code for p in compose.pieces))
    fautes = dict(saisie.fautes)
    try:
        if not fautes:
            return rendre(compose, saisie.retouches, _extension(request))
    except RetoucheRefusee as refus:
        fautes[refus.code] = str(refus)
    return _page(request, compose, saisie, fautes)


def _extension(request: HttpRequest) -> str:
    voulue = request.POST.get("format", "docx")
    if voulue not in FORMATS_DOCUMENT:
        raise Http404
    return voulue


def _page(
    request: HttpRequest, compose: ArgumentaireCompose, saisie: SaisieRetouches, fautes: dict[str, str]
) -> HttpResponse:
    demande = compose.demande
    lues = saisie.retouches
    contexte = {
        "a": compose, "question": demande.question, "formats": FORMATS_DOCUMENT.values(), "fautes": fautes,
        "groupes": _groupes(compose, lues, fautes), "introduction": lues.introduction, "conclusion": lues.conclusion,
        "faute_introduction": fautes.get("introduction", ""), "faute_conclusion": fautes.get("conclusion", ""),
        "libre_max": LIBRE_MAX, "texte_max": TEXTE_MAX,
        "fil": [(_("Argumentaire"), f"{reverse('argumentaire')}?{demande.question}"), (_("Retoucher"), "")],
    }  # fmt: skip
    return render(request, "argumentaire/retoucher.html", contexte, status=422 if fautes else 200)


def _groupes(
    compose: ArgumentaireCompose, lues: Retouches, fautes: dict[str, str]
) -> list[tuple[str, list[PieceSaisie]]]:
    rendus: dict[str, list[PieceSaisie]] = {}
    for piece in compose.pieces:
        suite = rendus.setdefault(piece.groupe, [])
        dite = lues.pieces.get(piece.code, Retouche())
        texte = piece.texte if dite.texte is None else dite.texte
        rang = dite.rang or len(suite) + 1
        suite.append(PieceSaisie(piece, texte, rang, dite.garder, fautes.get(piece.code, "")))
    return [(intitule(groupe), suite) for groupe, suite in rendus.items()]
