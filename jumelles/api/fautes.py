"""Des erreurs de lecture aux phrases : pourquoi une valeur est refusée, comment l'écrire."""

import difflib
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import BaseModel, ValidationError

from jumelles.api.problemes import Faute
from jumelles.recherche.filtre import NOMBRE_MAX

LISTE_DITE = 20
# Facette → le thésaurus qui en dit tous les codes.
THESAURUS_DE = {"theme": "themes", "odd": "cibles", "dimension": "dimensions", "cadre": "cadres"}
FAUTES_DITES = 50
ECRITURES: dict[str, str | Promise] = {
    "pays": gettext_lazy(
        "Deux lettres du code ISO 3166 : MG pour Madagascar. La liste est à /api/v1/facettes/relations."
    ),
    "pays_action": gettext_lazy("Deux lettres du code ISO 3166 : MG pour Madagascar."),
    "territoire": gettext_lazy(
        "Un code INSEE (38185), un SIREN d'EPCI (200040715), un département (D38) ou une région (R84)."
    ),
    "source": gettext_lazy("Un code de /api/v1/sources."),
    "partie": gettext_lazy("Le numéro d'un acteur, en chiffres."),
    "emprise": gettext_lazy(
        "Quatre nombres « ouest,sud,est,nord » en degrés, le sud sous le nord : -5.2,41.3,9.6,51.1"
    ),
    "modifie_depuis": gettext_lazy("Une date (2026-11-01) ou un instant ISO 8601 ; le « + » d'un fuseau s'écrit %2B."),
    "depuis": gettext_lazy("Une année de quatre chiffres : 1990."),
    "jusque": gettext_lazy("Une année de quatre chiffres : 2020."),
}
Dire = Callable[[dict[str, Any], str], tuple[str, str]]


def fautes(erreur: ValidationError, modele: type[BaseModel]) -> list[Faute]:
    """Une faute par erreur, au plus FAUTES_DITES."""
    trouvees = erreur.errors(include_url=False)[:FAUTES_DITES]
    return [_faute(dict(trouvee), tuple(modele.model_fields)) for trouvee in trouvees]


def _faute(erreur: dict[str, Any], acceptes: tuple[str, ...]) -> Faute:
    nom, valeur = str(erreur["loc"][0]), erreur.get("input", "")
    if erreur["type"] == "extra_forbidden":
        return Faute(nom[:80], str(valeur), _("Ce paramètre n'existe pas ici."), _proche(nom, acceptes))
    if erreur["type"] == "missing":
        return Faute(nom, "", _("Ce paramètre est nécessaire."), _ecriture(nom, _("Ajoutez %(nom)s=…") % {"nom": nom}))
    dire = _DIRE.get(erreur["type"], _mal_ecrit)
    pourquoi, comment = dire(erreur.get("ctx") or {}, nom)
    return Faute(nom, _dite(valeur), pourquoi, comment)


def _dite(valeur: object) -> str:
    if isinstance(valeur, list):
        return ngettext("%(n)s valeur", "%(n)s valeurs", len(valeur)) % {"n": len(valeur)}
    return str(valeur)


def _ecriture(nom: str, sinon: str) -> str:
    return str(ECRITURES.get(nom, sinon))


def _proche(nom: str, acceptes: tuple[str, ...]) -> str:
    proche = difflib.get_close_matches(nom[:80], acceptes, 1, 0.75)
    if proche:
        return _("Vouliez-vous écrire « %(nom)s » ?") % {"nom": proche[0]}
    return _("Paramètres acceptés : %(noms)s.") % {"noms": ", ".join(acceptes)}


def _mal_ecrit(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    return _("La valeur ne se lit pas."), _ecriture(nom, _("Écrivez un texte court, sans signe invisible."))


def _hors_liste(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    permises = [v.strip(" '") for v in str(ctx.get("expected", "")).replace(" or ", ", ").split(",")]
    dites = {"valeurs": ", ".join(permises[:LISTE_DITE]), "n": len(permises), "thesaurus": THESAURUS_DE.get(nom, "")}
    if len(permises) <= LISTE_DITE:
        comment = _("Valeurs acceptées : %(valeurs)s.")
    elif nom in THESAURUS_DE:
        comment = _("Valeurs acceptées : %(valeurs)s… (%(n)s en tout : /api/v1/thesaurus/%(thesaurus)s).")
    else:
        comment = _("Valeurs acceptées : %(valeurs)s… (%(n)s en tout).")
    return _("Cette valeur n'est pas dans la liste."), comment % dites


def _bornes(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    if "ge" in ctx:
        return _("Le nombre est trop petit."), _("Au moins %(n)s.") % {"n": ctx["ge"]}
    return _("Le nombre est trop grand."), _("Au plus %(n)s.") % {"n": ctx["le"]}


def _pas_entier(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    return _("Ce n'est pas un nombre entier."), _ecriture(nom, _("Écrivez des chiffres."))


def _trop_long(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    return _("Le texte est trop long."), _("Au plus %(n)s signes.") % {"n": ctx["max_length"]}


def _trop_court(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    n = int(ctx["min_length"])
    return _("Le texte est trop court."), ngettext("Au moins %(n)s signe.", "Au moins %(n)s signes.", n) % {"n": n}


def _trop_de_valeurs(ctx: dict[str, Any], nom: str) -> tuple[str, str]:
    return _("Trop de valeurs."), _("Au plus %(n)s valeurs pour un même nom.") % {"n": NOMBRE_MAX}


_DIRE: dict[str, Dire] = {
    "literal_error": _hors_liste,
    "greater_than_equal": _bornes,
    "less_than_equal": _bornes,
    "int_parsing": _pas_entier,
    "string_too_long": _trop_long,
    "string_too_short": _trop_court,
    "too_long": _trop_de_valeurs,
}
