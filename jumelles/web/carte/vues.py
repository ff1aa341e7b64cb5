"""Les données de la carte : /relations/carte.json, /projets/carte.json, /acteurs/carte.json."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.recherche import carte
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import MoteurIndisponible, moteur
from jumelles.web.carte.colonnes import to_agregats, to_bilan, to_colonnes

ZOOM_MAX = 16.0
FICHES_MAX = 100
RIEN: tuple[carte.Marque, ...] = ()


@require_safe
def donnees(request: HttpRequest, sorte: Sorte) -> HttpResponse:
    """Les marques du filtre, ou leurs comptes au-delà de MARQUES_MAX.

    zone : le rectangle vu, quand tout ne tient pas ; zoom : celui de la carte ; fiche : des numéros de la liste à
    placer de toute façon.
    """
    try:
        etat = moteur().repere()
        marque = _etag(request, f"{etat.journal} {etat.jour} {etat.forme} {sorte}")
        if request.headers.get("If-None-Match") == marque:
            return HttpResponseNotModified(headers={"ETag": marque})
        reponse: HttpResponse = JsonResponse(_content(request, sorte), json_dumps_params={"separators": (",", ":")})
    except MoteurIndisponible:
        return JsonResponse({"erreur": _("La recherche se prépare : revenez dans un instant.")}, status=503)
    reponse["ETag"] = marque
    reponse["Cache-Control"] = "public, no-cache"
    return reponse


def _etag(request: HttpRequest, etat: str) -> str:
    return f'"{hashlib.blake2b(f"{etat} {request.get_full_path()}".encode(), digest_size=12).hexdigest()}"'


def _content(request: HttpRequest, sorte: Sorte) -> dict[str, object]:
    filtre = Filtre.from_query(request.GET)
    vu = carte.dans(filtre, Emprise.lire(request.GET.get("zone", "")))
    bilan = carte.bilan(filtre, sorte)
    partiel = bilan.situes > carte.MARQUES_MAX
    trop = partiel and carte.compter_situes(vu, sorte) > carte.MARQUES_MAX
    marques = carte.marques_de(sorte, _fiches(request)) if trop else carte.marques(vu, sorte)
    flux = carte.flux(vu) if trop and sorte == "relations" else ()
    grains = carte.grains(vu, sorte, _zoom(request)) if trop and sorte != "relations" else ()
    return {
        "sorte": sorte, "mode": "agregats" if trop else "marques", "partiel": partiel,
        **to_bilan(bilan), **to_colonnes(marques), "agregats": to_agregats(flux, grains),
    }  # fmt: skip


def _fiches(request: HttpRequest) -> list[int]:
    dites = request.GET.getlist("fiche")[:FICHES_MAX]
    return [int(f) for f in dites if f.isascii() and f.isdigit() and len(f) <= 15]


def _zoom(request: HttpRequest) -> float:
    texte = request.GET.get("zoom", "1")
    lisible = len(texte) <= 5 and texte.replace(".", "", 1).isdigit() and texte.isascii()
    return min(ZOOM_MAX, float(texte)) if lisible else 1.0
