"""/relations.csv, /projets.xlsx, /acteurs.geojson… : exactement la liste filtrée, au fil de l'eau."""

import hashlib
from collections.abc import Callable, Iterator
from itertools import chain

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.recherche.etat import ecrit_le
from jumelles.recherche.filtre import Filtre, Sorte, illisibles
from jumelles.recherche.moteur import Moteur, moteur
from jumelles.recherche.sorties.en_atom import Signet, ecrire_atom
from jumelles.recherche.sorties.en_csv import SEPARATEURS
from jumelles.recherche.sorties.extraction import SEPARATEUR, Extraction
from jumelles.recherche.sorties.formats import FORMATS, Format
from jumelles.web.sorties.nommer import disposition
from jumelles.web.sorties.places import PETITE, PLACES, REVENIR, FichierPlace, PlusDePlace

FORME = "1"  # à changer quand la forme d'un fichier change : ceux qu'on a gardés ne valent plus
Vue = Callable[[HttpRequest], HttpResponseBase]


@require_safe
def sortie(request: HttpRequest, sorte: Sorte, extension: str) -> HttpResponseBase:
    """Le fichier de cette liste filtrée ; un format ou une valeur qu'on ne sait pas lire est dit, jamais deviné."""
    format_ = FORMATS.get(extension)
    if format_ is None:
        dit = _("«\u00a0%(format)s\u00a0» n’est pas un format que l’on offre ici.") % {"format": extension}
        return _refuser(request, sorte, [dit], 404)
    refus = _refusees(request)
    if refus:
        return _refuser(request, sorte, refus, 400)
    filtre = Filtre.from_query(request.GET).pour(sorte)
    extraction = Extraction(
        sorte, filtre, timezone.localtime(),
        separateur=SEPARATEURS[request.GET.get("sep", "") or SEPARATEUR], bom=request.GET.get("bom", "oui") == "oui",
    )  # fmt: skip
    return _repondre(request, moteur(), extraction, format_)


def _repondre(request: HttpRequest, m: Moteur, extraction: Extraction, format_: Format) -> HttpResponseBase:
    marque = _marque(request, m, extraction, format_)
    connue = get_conditional_response(request, etag=marque)
    try:
        reponse = connue or _ecrire(request, m, extraction, format_)
    except PlusDePlace as plein:
        return _faire_attendre(request, plein)
    reponse["ETag"] = marque
    reponse["Cache-Control"] = "no-cache"
    reponse["Access-Control-Allow-Origin"] = "*"
    ecrit = ecrit_le(m.repere())
    if ecrit is not None:
        reponse["Last-Modified"] = http_date(ecrit.timestamp())
    if format_.entier and not connue:
        jour = extraction.instant.date()
        reponse["Content-Disposition"] = disposition(extraction.filtre, extraction.sorte, jour, format_.extension)
    return reponse


def _ecrire(request: HttpRequest, m: Moteur, extraction: Extraction, format_: Format) -> HttpResponseBase:
    """Le fichier ; un grand prend une place, ou PlusDePlace."""
    if request.method == "HEAD":
        return StreamingHttpResponse((), content_type=format_.media)
    if not format_.entier or m.compter(extraction.filtre, extraction.sorte) <= PETITE:
        return StreamingHttpResponse(_octets(request, m, extraction, format_), content_type=format_.media)
    quitter = PLACES.prendre(request.META.get("REMOTE_ADDR", ""))
    try:
        octets = _octets(request, m, extraction, format_)
    except BaseException:
        quitter()
        raise
    return FichierPlace(octets, quitter, content_type=format_.media)


def _faire_attendre(request: HttpRequest, plein: PlusDePlace) -> HttpResponse:
    reponse = render(request, "sorties/attente.html", {"siennes": plein.siennes}, status=429 if plein.siennes else 503)
    reponse["Retry-After"] = str(REVENIR)
    reponse["Cache-Control"] = "no-store"
    reponse["Access-Control-Allow-Origin"] = "*"
    return reponse


def _octets(request: HttpRequest, m: Moteur, extraction: Extraction, format_: Format) -> Iterator[bytes]:
    if not format_.entier:
        return iter([ecrire_atom(m, extraction, Signet.lire(request.GET.get("avant", "")))])
    octets = format_.ecrire(m, extraction)
    # Le début s'écrit ici : s'il y a une panne, elle a encore une page pour se dire.
    return chain([next(octets)], octets)


def _marque(request: HttpRequest, m: Moteur, extraction: Extraction, format_: Format) -> str:
    """Ce qui change dès que le fichier pourrait changer : l'index, la question, la façon d'écrire."""
    repere = m.repere()
    dit = (
        repere.journal, repere.trous, repere.jour, repere.forme, FORME, format_.extension, extraction.sorte,
        extraction.filtre.couples(), extraction.separateur, extraction.bom, request.GET.get("avant", ""),
    )  # fmt: skip
    return f'W/"{hashlib.blake2b(repr(dit).encode(), digest_size=12).hexdigest()}"'


def _refusees(request: HttpRequest) -> list[str]:
    """Ce qu'on ne sait pas lire : écarté en silence, le fichier contiendrait autre chose que ce qui est demandé."""
    phrases = [
        _("«\u00a0%(valeur)s\u00a0» ne se lit pas comme valeur de «\u00a0%(nom)s\u00a0».")
        % {"nom": nom, "valeur": valeur}
        for nom, valeur in illisibles(request.GET)
    ]
    if request.GET.get("sep", "") not in ("", *SEPARATEURS):
        phrases.append(_("Séparateur inconnu\u00a0: choisissez «\u00a0;\u00a0», «\u00a0,\u00a0» ou «\u00a0tab\u00a0»."))
    if request.GET.get("bom", "oui") not in ("oui", "non"):
        phrases.append(_("«\u00a0bom\u00a0» vaut «\u00a0oui\u00a0» ou «\u00a0non\u00a0»."))
    if request.GET.get("avant", "") and Signet.lire(request.GET["avant"]) is None:
        phrases.append(_("Cette page du flux ne se lit pas\u00a0: repartez de la première."))
    return phrases


def _refuser(request: HttpRequest, sorte: Sorte, phrases: list[str], code: int) -> HttpResponse:
    filtre = Filtre.from_query(request.GET)
    question = filtre.to_query()
    fin = f"?{question}" if question else ""
    return render(
        request,
        "sorties/refus.html",
        {
            "phrases": phrases,
            "formats": [(f.nom, f.usage, f"/{sorte}.{f.extension}{fin}") for f in FORMATS.values()],
            "liste": reverse(sorte) + fin,
        },
        status=code,
    )


def ou_fichier(sorte: Sorte, liste: Vue) -> Vue:
    """La liste, ou ce que son adresse demande à la place : `?format=csv`, `?embed=1`."""

    def choisir(request: HttpRequest) -> HttpResponseBase:
        extension = request.GET.get("format", "html")
        if request.GET.get("embed") == "1":
            return HttpResponseRedirect(_sans(request, reverse("integrer_vue", args=[sorte]), "embed"))
        if extension in ("html", ""):
            return liste(request)
        if extension in FORMATS:
            return HttpResponseRedirect(_sans(request, reverse("sortie", args=[sorte, extension]), "format"))
        dit = _("«\u00a0%(format)s\u00a0» n’est pas un format que l’on offre ici.") % {"format": extension[:20]}
        return _refuser(request, sorte, [dit], 400)

    return choisir


def _sans(request: HttpRequest, chemin: str, nom: str) -> str:
    """La même question, ailleurs, sans ce paramètre."""
    question = request.GET.copy()
    question.pop(nom, None)
    return chemin + (f"?{question.urlencode()}" if question else "")
