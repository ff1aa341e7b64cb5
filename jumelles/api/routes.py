"""Les adresses de `/api/v1/`, et ce qu'OpenAPI en dit."""

from collections.abc import Callable
from typing import Any

from django.db.utils import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.params.functions import Path as DansLeChemin

from jumelles.api import comptes, listes, modeles, parametres, references
from jumelles.api.problemes import Refus, probleme
from jumelles.api.schema import parametres_openapi
from jumelles.recherche.filtre import SORTES, Sorte
from jumelles.recherche.moteur.port import MoteurIndisponible

VERSION = "1"
_LISTER = {
    "relations": _("Lister les jumelages et partenariats"), "projets": _("Lister les projets"),
    "acteurs": _("Lister les acteurs"),
}  # fmt: skip
_COMPTER = {
    "relations": _("Compter les jumelages et partenariats par facette"),
    "projets": _("Compter les projets par facette"), "acteurs": _("Compter les acteurs par facette"),
}  # fmt: skip
_UNE = {
    "relations": _("Un jumelage ou un partenariat"), "projets": _("Un projet"), "acteurs": _("Un acteur"),
}  # fmt: skip
_REFUS = dict.fromkeys((400, 405, 422, 429, 503), modeles.Probleme)
_REFUS_FICHE = {404: modeles.Probleme, 410: modeles.Probleme, **_REFUS}
Vue = Callable[..., HttpResponse]
_NUMERO = DansLeChemin(..., ge=1, le=listes.NUMERO_MAX, description=_("Le numéro de la fiche (colonne « id »)."))
_NOM = DansLeChemin(..., description=_("Le nom du thésaurus."))

api = NinjaAPI(title="Jumelles", version=VERSION, openapi_url=None, docs_url=None, urls_namespace="api")


def _declarer(chemin: str, modele: type[parametres.Parametres], **extra: Any) -> Callable[[Vue], Vue]:
    declarer: Callable[[Vue], Vue] = api.get(chemin, openapi_extra={"parameters": parametres_openapi(modele)}, **extra)
    return declarer


def _declarer_liste(sorte: Sorte) -> None:
    @_declarer(
        f"/{sorte}", parametres.LISTES[sorte], response={200: modeles.PAGES[sorte], **_REFUS}, tags=[_("Listes")],
        operation_id=f"lister_{sorte}", summary=_LISTER[sorte],
        description=_("Une page de fiches, par numéro croissant, avec les colonnes du dictionnaire. Une même facette "
        "répétée : ou ; des facettes différentes : et."),
    )  # fmt: skip
    def lister(request: HttpRequest) -> HttpResponse:
        return listes.lister(request, sorte)

    @_declarer(
        f"/{sorte}/{{int:numero}}", parametres.AUCUN, response={200: modeles.FICHES[sorte], **_REFUS_FICHE},
        tags=[_("Fiches")], operation_id=f"lire_{sorte}", summary=_UNE[sorte],
        description=_("Une fiche, avec les mêmes colonnes que la liste. Fondue dans une autre : 301."),
    )  # fmt: skip
    def fiche(request: HttpRequest, numero: int = _NUMERO) -> HttpResponse:
        return listes.fiche(request, sorte, numero)

    @_declarer(
        f"/facettes/{sorte}", parametres.COMPTES[sorte], response={200: modeles.Facettes, **_REFUS},
        tags=[_("Comptes")], operation_id=f"compter_{sorte}", summary=_COMPTER[sorte],
        description=_("Chaque facette, ses valeurs et leurs nombres ; un compte ignore le choix fait dans sa propre "
        "facette, pour dire ce qu'on trouverait en l'ajoutant."),
    )  # fmt: skip
    def compter(request: HttpRequest) -> HttpResponse:
        return comptes.compter(request, sorte)


for _sorte in SORTES:
    _declarer_liste(_sorte)


@_declarer(
    "/suggestions", parametres.SUGGERER, response={200: modeles.Suggestions, **_REFUS}, tags=[_("Comptes")],
    operation_id="suggerer", summary=_("Proposer en cours de frappe"),
    description=_("Territoires, pays, acteurs, thèmes, ODD, relations et projets dont un nom commence ainsi."),
)  # fmt: skip
def suggestions(request: HttpRequest) -> HttpResponse:
    return comptes.suggerer(request)


@_declarer(
    "/territoires/{code}", parametres.AUCUN, response={200: modeles.Territoire, 404: modeles.Probleme, **_REFUS},
    tags=[_("Références")], operation_id="lire_territoire", summary=_("Une collectivité française"),
    description=_("Par son code public. Un code d'hier (commune fusionnée) mène (301) à celle d'aujourd'hui."),
)  # fmt: skip
def un_territoire(
    request: HttpRequest,
    code: str = DansLeChemin(..., max_length=references.CODE_MAX, description=_("Code public : 38185, D38, R84.")),
) -> HttpResponse:
    return references.un_territoire(request, code)


@_declarer(
    "/pays/{iso2}", parametres.AUCUN, response={200: modeles.Pays, 404: modeles.Probleme, **_REFUS},
    tags=[_("Références")], operation_id="lire_pays", summary=_("Un pays ou territoire"),
)  # fmt: skip
def un_pays(
    request: HttpRequest,
    iso2: str = DansLeChemin(..., min_length=2, max_length=2, description=_("Code ISO 3166 : MG.")),
) -> HttpResponse:
    return references.un_pays(request, iso2)


@_declarer(
    "/sources", parametres.AUCUN, response={200: modeles.Sources, **_REFUS}, tags=[_("Références")],
    operation_id="lister_sources", summary=_("Les sources des faits"),
    description=_("Éditeur, licence, millésime, limites : ce qu'il faut citer en réutilisant."),
)  # fmt: skip
def les_sources(request: HttpRequest) -> HttpResponse:
    return references.les_sources(request)


@_declarer(
    "/thesaurus/{nom}", parametres.AUCUN, response={200: modeles.Thesaurus, 404: modeles.Probleme, **_REFUS},
    tags=[_("Références")], operation_id="lire_thesaurus", summary=_("Un thésaurus"),
    description=_("Codes et libellés des thèmes, ODD, cibles, dimensions, secteurs."),
)  # fmt: skip
def un_thesaurus(
    request: HttpRequest,
    nom: references.NomDeThesaurus = _NOM,
) -> HttpResponse:
    return references.un_thesaurus(request, nom)


@api.exception_handler(Refus)
def _refuser(request: HttpRequest, refus: Refus) -> HttpResponse:
    return probleme(request.path, refus)


@api.exception_handler(MoteurIndisponible)
@api.exception_handler(DatabaseError)
def _patienter(request: HttpRequest, panne: Exception) -> HttpResponse:
    raison = _("L'index se refait.") if isinstance(panne, MoteurIndisponible) else _("La base ne répond pas.")
    return probleme(request.path, Refus(503, gettext(raison)))


@api.exception_handler(ValidationError)
@api.exception_handler(Http404)
def _introuvable(request: HttpRequest, panne: Exception) -> HttpResponse:
    return probleme(request.path, Refus(404))
