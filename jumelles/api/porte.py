"""Le seuil de l'API : lecture seule, partout d'accès, sans témoin ; chaque refus a la même forme."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jumelles.api import debit
from jumelles.api.problemes import TITRES, TYPE_MIME, Refus, probleme

RACINE = "/api/v1"
SCHEMA = "/api/schema/"
# Une question de rapprochement peut tenir plus qu'une adresse : elle se pose aussi en POST, qui n'écrit rien.
RAPPROCHEMENT = "/api/rapprochement"
PERMISES = ("GET", "HEAD", "OPTIONS")
# Ce qu'une page d'un autre site peut lire de la réponse.
LISIBLES = "ETag, Last-Modified, Link, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset, " \
    "Retry-After, X-Request-ID"  # fmt: skip
JOUR = "86400"
Suite = Callable[[HttpRequest], HttpResponse]


class PorteApi:
    """Tout ce qui vaut pour chaque adresse de l'API, avant et après elle."""

    def __init__(self, get_response: Suite) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != RACINE and not request.path.startswith((f"{RACINE}/", SCHEMA, RAPPROCHEMENT)):
            return self.get_response(request)
        reponse = _repondre(request, self.get_response)
        reponse.cookies.clear()
        reponse["Vary"] = "Accept-Encoding"
        reponse["Access-Control-Allow-Origin"] = "*"
        reponse["Access-Control-Expose-Headers"] = LISIBLES
        return reponse


def _repondre(request: HttpRequest, suite: Suite) -> HttpResponse:
    permises = _permises(request.path)
    if request.method == "OPTIONS":
        return _dire_ce_qui_est_permis(permises)
    if request.method not in permises:
        entetes = (("Allow", ", ".join(permises)),)
        return probleme(request.path, Refus(405, entetes=entetes))
    passage = debit.passer(request.META.get("REMOTE_ADDR", ""))
    if passage and passage.depasse:
        refus = Refus(429, entetes=(("Retry-After", str(passage.attente)), *passage.entetes()))
        return probleme(request.path, refus)
    reponse = _lire(request, suite)
    for nom, valeur in passage.entetes() if passage else ():
        reponse[nom] = valeur
    return reponse


def _lire(request: HttpRequest, suite: Suite) -> HttpResponse:
    """Répondre comme à personne : l'API ne reconnaît aucun compte, donc n'ouvre aucune session."""
    request.COOKIES.clear()
    request.META.pop("HTTP_COOKIE", None)
    demandee = request.method
    request.method = "POST" if demandee == "POST" else "GET"
    reponse = suite(request)
    request.method = demandee
    if reponse.status_code >= 400 and reponse.get("Content-Type") != TYPE_MIME:
        code = reponse.status_code if reponse.status_code in TITRES else 400 if reponse.status_code < 500 else 500
        dite = getattr(reponse, "_has_been_logged", False)
        reponse = probleme(request.path, Refus(code))
        # Ce que Django a déjà écrit au journal ne s'y redit pas ; ses types taisent cette marque.
        reponse._has_been_logged = dite  # type: ignore[attr-defined]
    return reponse


def _permises(chemin: str) -> tuple[str, ...]:
    return (*PERMISES, "POST") if chemin.rstrip("/") == RAPPROCHEMENT else PERMISES


def _dire_ce_qui_est_permis(permises: tuple[str, ...]) -> HttpResponse:
    """La demande préalable d'un navigateur (CORS)."""
    reponse = HttpResponse(status=204)
    reponse["Allow"] = reponse["Access-Control-Allow-Methods"] = ", ".join(permises)
    reponse["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match"
    reponse["Access-Control-Max-Age"] = JOUR
    return reponse
