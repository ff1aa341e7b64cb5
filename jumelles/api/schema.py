"""La description OpenAPI 3.1, finie : en français, avec les refus, les en-têtes et les exemples."""

import copy
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel

from jumelles.api.modeles import FICHES, decrire
from jumelles.api.problemes import EXPLICATIONS, TITRES, TYPE_MIME, adresse_du_type
from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.sorties.extraction import LICENCE, LICENCE_ADRESSE

DESCRIPTION = _("""\
Tout ce que montre Jumelles — l'action internationale des territoires français — lisible par une machine, sans clé.

- **Même filtre que le site** : les paramètres de `/relations/`, `/projets/`, `/acteurs/` sont ceux d'ici ; copiez-les.
- **Mêmes colonnes que les exports** : les noms viennent d'un seul dictionnaire.
- **Pages par curseur** : suivez `suivant` (ou l'en-tête `Link`) jusqu'à ce qu'il soit nul.
- **Moissonner** : `modifie_depuis` rend ce qui a été écrit depuis ; `ETag` et `If-None-Match` évitent de tout relire.
  Une fiche retirée répond 410, une fiche fondue dans une autre 301.
- **Brouillage** : ce qui met des personnes en danger est tu ici comme partout ; la colonne `sensible` le dit.
- **Inconnu n'est pas zéro** : `null` veut dire « non renseigné ».
""")
_ENTETES = {
    "RateLimit-Limit": _("Demandes permises par minute et par adresse."),
    "RateLimit-Remaining": _("Demandes qui restent dans cette minute."),
    "RateLimit-Reset": _("Secondes avant la minute suivante."),
    "RateLimit-Policy": _("La règle, sous la forme « permis;w=secondes »."),
    "X-Request-ID": _("Le numéro de la demande, à citer si quelque chose ne va pas."),
}
_VALIDATEURS = {
    "ETag": _("L'étiquette de cette réponse ; à rendre dans If-None-Match."),
    "Last-Modified": _("La dernière écriture que cette réponse connaît."),
}


def parametres_openapi(modele: type[BaseModel]) -> list[dict[str, Any]]:
    """Les paramètres d'adresse d'un modèle, tels qu'OpenAPI les écrit."""
    decrit = modele.model_json_schema()
    exiges = set(decrit.get("required", ()))
    return [_parametre(nom, dict(champ), nom in exiges) for nom, champ in decrit.get("properties", {}).items()]


def _parametre(nom: str, champ: dict[str, Any], exige: bool) -> dict[str, Any]:
    description = champ.pop("description", "")
    exemples = champ.pop("examples", [])
    champ.pop("title", None)
    permis = [x for x in champ.pop("anyOf", ()) if x != {"type": "null"}]
    if len(permis) == 1:
        champ |= permis[0]
    elif permis:
        champ["anyOf"] = permis
    if champ.get("default") in (None, []):
        champ.pop("default", None)
    dit: dict[str, Any] = {"name": nom, "in": "query", "required": exige, "description": description, "schema": champ}
    if champ.get("type") == "array":
        dit |= {"style": "form", "explode": True}
    if exemples:
        dit["example"] = exemples[0]
    return dit


def openapi() -> dict[str, Any]:
    """La description entière, dans la langue de la demande."""
    return _openapi(get_language() or "")


@cache
def _openapi(langue: str) -> dict[str, Any]:
    from jumelles.api.routes import api

    schema: dict[str, Any] = copy.deepcopy(dict(api.get_openapi_schema(path_prefix="api/v1/")))
    schema["info"] |= {
        "title": _("API de Jumelles"), "summary": _("L'action internationale des territoires, en lecture."),
        "description": DESCRIPTION, "license": {"name": LICENCE, "url": LICENCE_ADRESSE},
        "contact": {"name": _("Mentions légales"), "url": f"{settings.ADRESSE_PUBLIQUE}/mentions-legales/"},
    }  # fmt: skip
    schema["servers"] = [{"url": settings.ADRESSE_PUBLIQUE, "description": _("Ce site")}]
    schema["externalDocs"] = {"description": _("La même chose, à lire"), "url": f"{settings.ADRESSE_PUBLIQUE}/api/"}
    for chemin in schema["paths"].values():
        for operation in chemin.values():
            _finir(operation)
    _oter_les_titres(schema)
    for sorte, modele in FICHES.items():
        proprietes = schema["components"]["schemas"][modele.__name__]["properties"]
        for colonne in COLONNES[sorte]:
            proprietes[colonne.nom]["description"] = decrire(colonne)
    _traduire(schema)
    return schema


def _finir(operation: dict[str, Any]) -> None:
    """Dire en français chaque réponse, avec ses en-têtes ; ajouter 304, et 301 là où une fiche peut avoir bougé."""
    reponses = {str(code): reponse for code, reponse in operation["responses"].items()}
    for code, reponse in reponses.items():
        reponse["headers"] = _entetes(_ENTETES)
        if code == "200":
            reponse["description"] = _("La réponse.")
            reponse["headers"] |= _entetes(_VALIDATEURS)
            if operation["operationId"].startswith("lister_"):
                reponse["headers"] |= _entetes({"Link": _('La page suivante : <…>; rel="next".')})
        else:
            _finir_le_refus(int(code), reponse)
    reponses["304"] = {"description": _("Rien n'a changé depuis l'étiquette donnée dans If-None-Match.")}
    if "404" in reponses:
        reponses["301"] = {
            "description": _("La fiche est maintenant à l'adresse « Location »."),
            "headers": _entetes({"Location": _("Sa nouvelle adresse.")}),
        }
    operation["responses"] = dict(sorted(reponses.items()))


def _finir_le_refus(code: int, reponse: dict[str, Any]) -> None:
    reponse["description"] = f"{TITRES[code]}. {EXPLICATIONS[code]}"
    corps = next(iter(reponse["content"].values()))
    corps["example"] = {
        "type": adresse_du_type(code), "title": str(TITRES[code]), "status": code, "detail": str(EXPLICATIONS[code]),
        "instance": "/api/v1/relations",
    }  # fmt: skip
    reponse["content"] = {TYPE_MIME: corps}
    if code in (429, 503):
        reponse["headers"] |= _entetes({"Retry-After": _("Secondes à attendre avant de recommencer.")})


def _entetes(noms: dict[str, str]) -> dict[str, Any]:
    return {nom: {"description": dit, "schema": {"type": "string"}} for nom, dit in noms.items()}


def _oter_les_titres(noeud: Any) -> None:
    """Les titres anglais que pydantic devine des noms n'apprennent rien."""
    if isinstance(noeud, dict):
        if isinstance(noeud.get("title"), str) and ("type" in noeud or "anyOf" in noeud or "items" in noeud):
            noeud.pop("title")
        for nom, enfant in noeud.items():
            if nom != "example":
                _oter_les_titres(enfant)
    elif isinstance(noeud, list):
        for enfant in noeud:
            _oter_les_titres(enfant)


def _traduire(noeud: Any) -> None:
    """Les phrases sont écrites avant qu'on sache pour qui : les dire dans sa langue."""
    for nom, enfant in (
        noeud.items() if isinstance(noeud, dict) else enumerate(noeud) if isinstance(noeud, list) else ()
    ):
        if nom in ("summary", "description") and isinstance(enfant, str) and enfant:
            noeud[nom] = gettext(enfant)
        elif nom == "tags":
            noeud[nom] = [gettext(famille) for famille in enfant]
        else:
            _traduire(enfant)
