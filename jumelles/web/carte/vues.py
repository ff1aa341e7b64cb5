"""Les données de la carte : /relations/carte.json, /projets/carte.json, /acteurs/carte.json."""

import gzip
import hashlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.recherche import carte
from jumelles.recherche.emprise import Emprise
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import MoteurIndisponible, Repere, moteur
from jumelles.recherche.octets import en_octets
from jumelles.web.carte.colonnes import to_agregats, to_bilan, to_colonnes
from jumelles.web.carte.reserve import reserve

ZOOM_MAX = 16.0
FICHES_MAX = 100


@dataclass(frozen=True, slots=True)
class Demande:
    """Tout ce dont dépend une réponse, une fois lu : deux adresses qui disent pareil n'en font qu'une."""

    sorte: Sorte
    filtre: Filtre
    zone: Emprise | None
    zoom: float
    fiches: tuple[int, ...]
    marques_max: int

    @classmethod
    def lire(cls, request: HttpRequest, sorte: Sorte) -> "Demande":
        """Lire une adresse ; ce qui ne se lit pas est laissé de côté."""
        zone = Emprise.lire(request.GET.get("zone", ""))
        filtre = Filtre.from_query(request.GET)
        return cls(sorte, filtre, zone, _zoom(request), _fiches(request), carte.MARQUES_MAX)


@require_safe
def donnees(request: HttpRequest, sorte: Sorte) -> HttpResponse:
    """Les marques du filtre, ou leurs comptes au-delà de MARQUES_MAX.

    zone : le rectangle vu, quand tout ne tient pas ; zoom : celui de la carte ; fiche : des numéros de la liste à
    placer de toute façon.
    """
    demande = Demande.lire(request, sorte)
    try:
        index = moteur()
        etat = index.repere()
        marque = _etag(etat, demande)
        if marque in (m.strip() for m in request.headers.get("If-None-Match", "").split(",")):
            return _dater(HttpResponseNotModified(), marque)
        corps = reserve(index).rendre(etat, demande, lambda: en_octets(_content(demande)))
    except MoteurIndisponible:
        return JsonResponse({"erreur": _("La recherche se prépare : revenez dans un instant.")}, status=503)
    return _dater(_envoyer(request, corps), marque)


def _envoyer(request: HttpRequest, corps: bytes) -> HttpResponse:
    """Tel que gardé à qui sait le lire, déplié aux autres."""
    if not re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(gzip.decompress(corps), content_type="application/json")
    return HttpResponse(corps, content_type="application/json", headers={"Content-Encoding": "gzip"})


def _dater(reponse: HttpResponse, marque: str) -> HttpResponse:
    reponse["ETag"] = marque
    reponse["Cache-Control"] = "public, no-cache"
    patch_vary_headers(reponse, ("Accept-Encoding",))
    return reponse


def _etag(etat: Repere, demande: Demande) -> str:
    """Faible : la même réponse part comprimée ou non."""
    return f'W/"{hashlib.blake2b(repr((etat, demande)).encode(), digest_size=12).hexdigest()}"'


def _content(d: Demande) -> dict[str, object]:
    vu, sorte = carte.dans(d.filtre, d.zone), d.sorte
    bilan = carte.bilan(d.filtre, sorte)
    partiel = bilan.situes > d.marques_max
    trop = partiel and carte.compter_situes(vu, sorte) > d.marques_max
    marques = carte.marques_de(sorte, d.fiches) if trop else carte.marques(vu, sorte)
    flux = carte.flux(vu) if trop and sorte == "relations" else ()
    grains = carte.grains(vu, sorte, d.zoom) if trop and sorte != "relations" else ()
    return {
        "sorte": sorte, "mode": "agregats" if trop else "marques", "partiel": partiel,
        **to_bilan(bilan), **to_colonnes(marques), "agregats": to_agregats(flux, grains),
    }  # fmt: skip


def _fiches(request: HttpRequest) -> tuple[int, ...]:
    dites = request.GET.getlist("fiche")[:FICHES_MAX]
    return tuple(int(f) for f in dites if f.isascii() and f.isdigit() and len(f) <= 15)


def _zoom(request: HttpRequest) -> float:
    texte = request.GET.get("zoom", "1")
    lisible = len(texte) <= 5 and texte.replace(".", "", 1).isdigit() and texte.isascii()
    return min(ZOOM_MAX, float(texte)) if lisible else 1.0
