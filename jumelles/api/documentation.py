"""La documentation de l'API : la description OpenAPI, et la même, à lire dans une page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jumelles.api.debit import FENETRE
from jumelles.api.problemes import EXPLICATIONS, TITRES, Refus, probleme
from jumelles.api.rapprochement.mode_d_emploi import rapprochement
from jumelles.api.reponses import rendre
from jumelles.api.schema import openapi
from jumelles.recherche.dictionnaire import COLONNES, Colonne
from jumelles.recherche.filtre import SORTES
from jumelles.recherche.phrase import composer

# Une demande que l'on peut essayer d'un clic, par adresse.
ESSAIS = {
    "/api/v1/relations": "?pays=MG&taille=5",
    "/api/v1/projets": "?odd=6&taille=5",
    "/api/v1/acteurs": "?territoire=D38&taille=5",
    "/api/v1/facettes/relations": "?pays=MG&facette=nature",
    "/api/v1/facettes/projets": "?odd=6&facette=statut",
    "/api/v1/facettes/acteurs": "?facette=type_acteur",
    "/api/v1/suggestions": "?q=greno",
    "/api/v1/territoires/{code}": "/api/v1/territoires/38185",
    "/api/v1/pays/{iso2}": "/api/v1/pays/MG",
    "/api/v1/sources": "",
    "/api/v1/thesaurus/{nom}": "/api/v1/thesaurus/themes",
}
VALEURS_DITES = 14


def schema(request: HttpRequest) -> HttpResponse:
    """La description OpenAPI 3.1, en JSON."""
    return rendre(request, openapi())


def racine(request: HttpRequest) -> HttpResponse:
    """Ce que l'on trouve ici, pour qui arrive à la racine."""
    adresse = settings.ADRESSE_PUBLIQUE
    chemins = {chemin: next(iter(ops.values()))["summary"] for chemin, ops in openapi()["paths"].items()}
    corps = {"documentation": f"{adresse}/api/", "schema": f"{adresse}/api/schema/", "adresses": chemins}
    return rendre(request, corps)


def introuvable(request: HttpRequest) -> HttpResponse:
    """Une adresse que l'API n'a pas."""
    detail = _("Cette adresse n'existe pas dans l'API ; la liste est à /api/v1/.")
    if request.path.endswith("/"):
        detail += " " + _("Les adresses de l'API n'ont pas de barre à la fin.")
    return probleme(request.path, Refus(404, detail))


def lire(request: HttpRequest) -> HttpResponse:
    """La page à lire : chaque adresse, ses paramètres, un lien pour essayer, les colonnes, les refus."""
    decrit = openapi()
    operations = [
        _operation(chemin, methode, operation)
        for chemin, methodes in decrit["paths"].items()
        for methode, operation in methodes.items()
    ]
    contexte = {
        "familles": _par_famille(operations),
        "colonnes": [(sorte, [_colonne(c) for c in COLONNES[sorte]]) for sorte in SORTES],
        "refus": [(code, TITRES[code], composer(str(EXPLICATIONS[code]))) for code in TITRES if code != 414],
        "debit": settings.API_DEBIT,
        "fenetre": FENETRE,
        "rapprochement": rapprochement(),
        "fil": [(_("API"), "")],
    }
    return render(request, "api/documentation.html", contexte)


def _colonne(colonne: Colonne) -> tuple[str, str, str]:
    """(nom, libellé, définition)."""
    return colonne.nom, str(colonne.libelle), composer(str(colonne.definition))


def _operation(chemin: str, methode: str, operation: dict[str, Any]) -> dict[str, Any]:
    essai = ESSAIS.get(chemin)
    return {
        "chemin": chemin,
        "methode": methode.upper(),
        "ancre": operation["operationId"],
        "famille": operation["tags"][0],
        "resume": operation["summary"],
        "description": composer(operation.get("description", "")),
        "parametres": [_parametre(p) for p in operation["parameters"]],
        "essai": None if essai is None else essai if essai.startswith("/") else chemin + essai,
    }


def _parametre(parametre: dict[str, Any]) -> dict[str, Any]:
    decrit = parametre["schema"]
    valeurs = decrit.get("items", decrit).get("enum", [])
    return {
        "nom": parametre["name"],
        "description": composer(parametre.get("description", "")),
        "exige": parametre["required"],
        "repetable": decrit.get("type") == "array",
        "valeurs": valeurs[:VALEURS_DITES],
        "reste": max(0, len(valeurs) - VALEURS_DITES),
        "bornes": (decrit.get("minimum"), decrit.get("maximum")) if "maximum" in decrit else None,
        "defaut": decrit.get("default"),
    }


def _par_famille(operations: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    familles: dict[str, list[dict[str, Any]]] = {}
    for operation in operations:
        familles.setdefault(operation["famille"], []).append(operation)
    return list(familles.items())
