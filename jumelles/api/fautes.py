"""Des erreurs de lecture aux phrases : pourquoi une valeur est refusée, comment l'écrire."""

import difflib
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError

from jumelles.api.problemes import Faute
from jumelles.recherche.filtre import NOMBRE_MAX

LISTE_DITE = 20
FAUTES_DITES = 50
ECRITURES = {
    "pays": "Deux lettres du code ISO 3166 : MG pour Madagascar. La liste est à /api/v1/facettes/relations.",
    "pays_action": "Deux lettres du code ISO 3166 : MG pour Madagascar.",
    "territoire": "Un code INSEE (38185), un SIREN d'EPCI (200040715), un département (D38) ou une région (R84).",
    "source": "Un code de /api/v1/sources.",
    "partie": "Le numéro d'un acteur, en chiffres.",
    "emprise": "Quatre nombres « ouest,sud,est,nord » en degrés, le sud sous le nord : -5.2,41.3,9.6,51.1",
    "modifie_depuis": "Une date (2026-11-01) ou un instant ISO 8601 ; le « + » d'un fuseau s'écrit %2B.",
    "depuis": "Une année de quatre chiffres : 1990.",
    "jusque": "Une année de quatre chiffres : 2020.",
}
Dire = Callable[[dict[str, Any], str], tuple[str, str]]


def fautes(erreur: ValidationError, modele: type[BaseModel]) -> list[Faute]:
    """Une faute par erreur, au plus FAUTES_DITES."""
    trouvees = erreur.errors(include_url=False)[:FAUTES_DITES]
    return [_faute(dict(trouvee), tuple(modele.model_fields)) for trouvee in trouvees]


def _faute(erreur: dict[str, Any], acceptes: tuple[str, ...]) -> Faute:
    nom, valeur = str(erreur["loc"][0]), erreur.get("input", "")
    if erreur["type"] == "extra_forbidden":
        return Faute(nom[:80], str(valeur), "Ce paramètre n'existe pas ici.", _proche(nom, acceptes))
    if erreur["type"] == "missing":
        return Faute(nom, "", "Ce paramètre est nécessaire.", ECRITURES.get(nom, f"Ajoutez {nom}=…"))
    dire = _DIRE.get(erreur["type"], _mal_ecrit)
    pourquoi, comment = dire(erreur.get("ctx") or {}, nom)
    dite = f"{len(valeur)} valeurs" if isinstance(valeur, list) else str(valeur)
    return Faute(nom, dite, pourquoi, comment)


def _proche(nom: str, acceptes: tuple[str, ...]) -> str:
    proche = difflib.get_close_matches(nom[:80], acceptes, 1, 0.75)
    return f"Vouliez-vous écrire « {proche[0]} » ?" if proche else f"Paramètres acceptés : {', '.join(acceptes)}."


def _mal_ecrit(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    return "La valeur ne se lit pas.", ECRITURES.get(nom, "Écrivez un texte court, sans signe invisible.")


def _hors_liste(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    permises = [v.strip(" '") for v in str(ctx.get("expected", "")).replace(" or ", ", ").split(",")]
    suite = f"… ({len(permises)} en tout : /api/v1/thesaurus)" if len(permises) > LISTE_DITE else ""
    return "Cette valeur n'est pas dans la liste.", f"Valeurs acceptées : {', '.join(permises[:LISTE_DITE])}{suite}."


def _bornes(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    if "ge" in ctx:
        return "Le nombre est trop petit.", f"Au moins {ctx['ge']}."
    return "Le nombre est trop grand.", f"Au plus {ctx['le']}."


_DIRE: dict[str, Dire] = {
    "literal_error": _hors_liste,
    "greater_than_equal": _bornes,
    "less_than_equal": _bornes,
    "int_parsing": lambda ctx, nom: ("Ce n'est pas un nombre entier.", ECRITURES.get(nom, "Écrivez des chiffres.")),
    "string_too_long": lambda ctx, nom: ("Le texte est trop long.", f"Au plus {ctx.get('max_length')} signes."),
    "string_too_short": lambda ctx, nom: ("Le texte est trop court.", f"Au moins {ctx.get('min_length')} signe."),
    "too_long": lambda ctx, nom: ("Trop de valeurs.", f"Au plus {NOMBRE_MAX} valeurs pour un même nom."),
}
