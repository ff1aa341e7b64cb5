"""Rendre du JSON : avec sa date, son étiquette, et 304 quand rien n'a changé."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

TYPE_MIME = "application/json"
# Le temps qu'un mandataire peut resservir la même réponse sans redemander.
FRAICHEUR = "public, max-age=0, must-revalidate"


def rendre(
    request: HttpRequest, corps: Any, *, modifie: datetime | None = None, suivant: str | None = None
) -> HttpResponse:
    """La réponse JSON, ou 304 si le client l'a déjà. modifie : dernière écriture connue ; suivant : page d'après.

    Seule l'étiquette décide du 304 : une fiche retirée ou un statut qui change au matin n'avancent pas la date.
    """
    octets = json.dumps(corps, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    reponse = HttpResponse(octets, content_type=TYPE_MIME)
    reponse["ETag"] = f'"{hashlib.blake2b(octets, digest_size=12).hexdigest()}"'
    reponse["Cache-Control"] = FRAICHEUR
    if modifie is not None:
        reponse["Last-Modified"] = http_date(int(modifie.timestamp()))
    if suivant:
        reponse["Link"] = f'<{suivant}>; rel="next"'
    rendue = get_conditional_response(request, etag=reponse["ETag"], response=reponse)
    return rendue if isinstance(rendue, HttpResponse) else reponse
