"""L'argumentaire : une question en GET, une réponse à relire, à citer et à emporter."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.conseil.phrases import dire
from jumelles.referentiel.thesaurus import themes
from jumelles.strategies.argumentaire import (
    ArgumentaireCompose,
    DemandeArgumentaire,
    Retouches,
    composer,
    document,
)
from jumelles.strategies.argumentaire.grille import lignes_comparees
from jumelles.territoires.requetes import territoire
from jumelles.web.adresses import adresse_entiere
from jumelles.web.argumentaire.formulaires import FormulaireArgumentaire
from jumelles.web.documents import repondre, telechargements, une_place
from jumelles.web.portes import aujourdhui

NOM = "argumentaire"


@require_safe
def argumentaire(request: HttpRequest) -> HttpResponse:
    """Le choix, puis les arguments, les chiffres et les exemples proches."""
    posee = "audience" in request.GET or "objection" in request.GET
    formulaire = FormulaireArgumentaire(request.GET if posee else None)
    contexte: dict[str, object] = {"formulaire": formulaire, "posee": posee, "fil": [(_("Argumentaire"), "")]}
    if posee and formulaire.is_valid():
        compose = assemblee(formulaire.demande())
        contexte |= {
            "pour": dire(f"audience.{compose.demande.audience.value}"),
            "themes_dits": [t.libelle for t in themes() if t.code in compose.demande.themes],
            "a": compose, "groupes": compose.groupes(), "question": compose.demande.question,
            "comparaison": lignes_comparees(compose.arguments.objection.criteres),
            "telechargements": telechargements(lambda ext: _fichier(compose.demande, ext)),
        }  # fmt: skip
    return render(request, "argumentaire/page.html", contexte, status=422 if formulaire.errors else 200)


@require_safe
@une_place
def emporter(request: HttpRequest, extension: str) -> HttpResponse:
    """L'argumentaire tel quel, dans ce format."""
    formulaire = FormulaireArgumentaire(request.GET)
    if not formulaire.is_valid():
        raise Http404
    return rendre(assemblee(formulaire.demande()), None, extension)


def assemblee(demande: DemandeArgumentaire) -> ArgumentaireCompose:
    """Composer pour de bon : la base est relue à chaque fois."""
    chez = territoire(demande.territoire) if demande.territoire else None
    return composer(demande, chez, jour=aujourdhui(), site=settings.ADRESSE_PUBLIQUE)


def rendre(compose: ArgumentaireCompose, retouches: Retouches | None, extension: str) -> HttpResponse:
    """Le fichier. RetoucheRefusee si un texte passe sa borne."""
    adresse = adresse_entiere(f"{reverse('argumentaire')}?{compose.demande.question}")
    return repondre(document(compose, retouches, adresse=adresse), extension, NOM)


def _fichier(demande: DemandeArgumentaire, extension: str) -> str:
    return f"{reverse('argumentaire_fichier', args=[extension])}?{demande.question}"
