"""La page qui donne le code, le cadre lui-même, et oEmbed."""

from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from jumelles.recherche.dictionnaire import intitule
from jumelles.recherche.document import Trouve
from jumelles.recherche.filtre import SORTES, Sorte
from jumelles.recherche.moteur import Tranche, moteur
from jumelles.recherche.phrase import phrase
from jumelles.recherche.requetes.listes import ordre
from jumelles.recherche.sorties.en_atom import resume
from jumelles.recherche.sorties.extraction import TITRES
from jumelles.web.figures.signature import signer
from jumelles.web.integration.cadre import HAUTEURS, LARGEURS, NOMBRES, CadreIntegre
from jumelles.web.portes import aujourdhui

GARDE = 3600  # secondes pendant lesquelles un site peut garder la réponse oEmbed


@require_safe
def generateur(request: HttpRequest, sorte: Sorte) -> HttpResponse:
    """Choisir la taille, le titre, ce qu'on montre ; prendre le code. Sans JavaScript."""
    cadre = CadreIntegre.lire(sorte, request.GET)
    total = moteur().compter(cadre.filtre, sorte)
    dite = phrase(cadre.filtre, total, sorte)
    return render(
        request,
        "integration/generateur.html",
        {
            "cadre": cadre,
            "sorte": sorte,
            "titre": TITRES[sorte],
            "phrase": dite,
            "code": cadre.code(_titre(cadre, dite)),
            "vues": (("tout", _("la carte et la liste")), ("liste", _("la liste")), ("carte", _("la carte"))),
            "bornes": {"largeurs": LARGEURS, "hauteurs": HAUTEURS, "nombres": NOMBRES},
            "caches": [c for c in cadre.filtre.couples() if c[0] != "q"],
            "autres": [(s, TITRES[s]) for s in SORTES if s != sorte],
            "fil": [(TITRES[sorte], cadre.page), (_("Intégrer à un site"), "")],
        },
    )


@require_safe
@xframe_options_exempt
def vue(request: HttpRequest, sorte: Sorte) -> HttpResponseBase:
    """Le cadre : la carte et les premières lignes, qui le dit et quand, et le chemin du site. Aucun cookie."""
    cadre = CadreIntegre.lire(sorte, request.GET)
    tri = ordre(cadre.filtre, sorte)
    tranche: Tranche = moteur().chercher(cadre.filtre, sorte, tri=tri, debut=0, nombre=cadre.nombre)
    dite = phrase(cadre.filtre, tranche.total, sorte)
    trouves = moteur().lire(sorte, tranche.ids) if cadre.vue != "carte" else ()
    reponse = render(
        request,
        "integration/vue.html",
        {
            "cadre": cadre,
            "titre": _titre(cadre, dite),
            "phrase": dite,
            "total": tranche.total,
            "lignes": [_ligne(sorte, t) for t in trouves],
            "reste": tranche.total - len(trouves),
            "carte": f"{reverse('carte_image', args=[sorte])}?{cadre.filtre.to_query([('nue', 'oui')])}",
            "signature": signer(cadre.filtre, sorte) if cadre.vue != "liste" else "",
            "montrer_carte": cadre.vue != "liste" and tranche.total,
            "non_situes": tranche.total - moteur().compter(cadre.filtre, sorte, situes=True),
            "jour": aujourdhui(),
        },
    )
    # Ici et nulle part ailleurs : cette page est faite pour être montrée par d'autres.
    return _montrable_partout(lambda _request: reponse)(request)


_montrable_partout = csp_replace({"frame-ancestors": ["*"]})


def _ligne(sorte: Sorte, trouve: Trouve) -> tuple[str, str, str]:
    """(titre, adresse, résumé) d'une fiche."""
    fiche = trouve.fiche
    return str(fiche[intitule(sorte)]), f"{settings.ADRESSE_PUBLIQUE}{fiche['adresse']}", resume(trouve)


def _titre(cadre: CadreIntegre, dite: str) -> str:
    return cadre.titre or f"{dite[:1].upper()}{dite[1:]}"


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 : le code d'une de nos listes ; toute autre adresse : 404 ; un autre format que JSON : 501."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    cadre = _cadre_de(request.GET.get("url", ""))
    if cadre is None:
        return JsonResponse({"erreur": _("Cette adresse n’est pas celle d’une liste de ce site.")}, status=404)
    cadre = cadre.borne(request.GET.get("maxwidth", ""), request.GET.get("maxheight", ""))
    titre = _titre(cadre, phrase(cadre.filtre, moteur().compter(cadre.filtre, cadre.sorte), cadre.sorte))
    reponse = JsonResponse(
        {
            "version": "1.0", "type": "rich", "title": titre, "provider_name": "Jumelles",
            "provider_url": f"{settings.ADRESSE_PUBLIQUE}/", "cache_age": GARDE,
            "width": cadre.largeur, "height": cadre.hauteur, "html": cadre.code(titre),
        }
    )  # fmt: skip
    reponse["Access-Control-Allow-Origin"] = "*"
    return reponse


def _cadre_de(adresse: str) -> CadreIntegre | None:
    """Le cadre d'une adresse de liste (ou de cadre) de ce site ; None pour toute autre."""
    try:
        lue, ici = urlsplit(adresse[:4000]), urlsplit(settings.ADRESSE_PUBLIQUE)
    except ValueError:
        return None
    if (lue.scheme, lue.netloc) != (ici.scheme, ici.netloc):
        return None
    for sorte in SORTES:
        if lue.path in (reverse(sorte), reverse("integrer_vue", args=[sorte])):
            return CadreIntegre.lire(sorte, QueryDict(lue.query))
    return None
