"""Les refus de l'API, en `application/problem+json` (RFC 9457) : où, quoi, pourquoi, comment réparer."""

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

TYPE_MIME = "application/problem+json"
# Code HTTP → titre ; la page /api/ explique chacun à l'ancre « probleme-<code> ».
TITRES = {
    400: _("Demande illisible"),
    404: _("Rien à cette adresse"),
    405: _("L'API se lit seulement"),
    410: _("Fiche retirée"),
    413: _("Demande trop lourde"),
    414: _("Adresse trop longue"),
    422: _("Paramètres refusés"),
    429: _("Trop de demandes"),
    500: _("Panne de notre côté"),
    503: _("Momentanément indisponible"),
}
EXPLICATIONS = {
    400: _("La demande est mal formée : trop de paramètres, des octets qui ne sont pas du texte, un JSON illisible."),
    404: _("Aucune fiche publiée ne porte ce numéro ou ce code, ou cette adresse n'existe pas dans l'API."),
    405: _("Seules GET, HEAD et OPTIONS sont permises ; POST aussi, pour poser une question de rapprochement."),
    410: _("La fiche a existé et a été retirée : effacez-la aussi chez vous."),
    413: _("Une demande pèse au plus un mégaoctet : envoyez plusieurs lots."),
    414: _("Le serveur borne la longueur des adresses ; un filtre accepte quarante valeurs par nom."),
    422: _("Un nom de paramètre n'existe pas, ou une valeur ne se lit pas ; « erreurs » dit où, pourquoi, comment."),
    429: _("Votre adresse a épuisé son débit ; « Retry-After » dit dans combien de secondes recommencer."),
    500: _("La panne est notée, avec le numéro de l'en-tête X-Request-ID : citez-le en la signalant."),
    503: _("L'index se refait, ou la base ne répond pas : recommencez après « Retry-After » secondes."),
}
REESSAYER_APRES = 30
MONTREE = 80


@dataclass(frozen=True, slots=True)
class Faute:
    """Une faute dans une demande. ou : le paramètre ; valeur : ce qui est écrit, abrégé ; comment : le remède."""

    ou: str
    valeur: str
    pourquoi: str
    comment: str

    def en_dict(self) -> dict[str, str]:
        """Pour le corps JSON."""
        valeur = self.valeur if len(self.valeur) <= MONTREE else self.valeur[:MONTREE] + "…"
        return {"ou": self.ou, "valeur": valeur, "pourquoi": self.pourquoi, "comment": self.comment}


@dataclass(eq=False)
class Refus(Exception):
    """Une demande refusée ; la porte en fait une réponse. acceptes : les noms de paramètres permis."""

    code: int
    detail: str = ""
    fautes: tuple[Faute, ...] = ()
    acceptes: tuple[str, ...] = ()
    entetes: tuple[tuple[str, str], ...] = field(default=())


def probleme(chemin: str, refus: Refus) -> HttpResponse:
    """La réponse HTTP d'un refus."""
    corps = {
        "type": adresse_du_type(refus.code),
        "title": str(TITRES.get(refus.code, _("Demande refusée"))),
        "status": refus.code,
        "detail": refus.detail or str(EXPLICATIONS.get(refus.code, "")),
        "instance": chemin[:200],
    }
    if refus.fautes:
        corps["erreurs"] = [f.en_dict() for f in refus.fautes]
    if refus.acceptes:
        corps["acceptes"] = list(refus.acceptes)
    reponse = HttpResponse(json.dumps(corps, ensure_ascii=False), content_type=TYPE_MIME, status=refus.code)
    reponse["Cache-Control"] = "no-store"
    if refus.code == 503:
        reponse["Retry-After"] = str(REESSAYER_APRES)
    for nom, valeur in refus.entetes:
        reponse[nom] = valeur
    return reponse


def adresse_du_type(code: int) -> str:
    """L'adresse qui explique ce genre de refus."""
    return f"{settings.ADRESSE_PUBLIQUE}/api/#probleme-{code}"
