"""Ce que certains formats ont de propre : l'identité d'une subvention SCDL, les fiches brouillées de nos exports."""

import re
from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from jumelles.rapprochement.normaliser import cle
from jumelles.sources.depots.ligne_dite import LigneDite
from jumelles.sources.depots.profils.pays_ecrits import noms_de_pays
from jumelles.sources.problemes import rendre_lisible

SCDL = "scdl"
JUMELLES = ("jumelles-relations", "jumelles-projets")
# Des prénoms qui sont aussi des pays : « Centre Maurice-Ravel » n'agit pas à l'île Maurice.
_PRENOMS = frozenset(("maurice", "dominique"))
_IDENTITE_SCDL = ("idAttribuant", "referenceDecision", "nomBeneficiaire", "objet", "dateConvention")


def identite(profil: str, cellules: Mapping[str, str], identifiant: str) -> str:
    """Une décision SCDL en compte souvent plusieurs : seule avec son bénéficiaire elle désigne une subvention."""
    if profil != SCDL:
        return identifiant
    return rendre_lisible(" / ".join(cellules.get(c, "").strip() for c in _IDENTITE_SCDL))


def pays_nommes(profil: str, titre: str) -> tuple[str, ...]:
    """Les pays étrangers que nomme l'objet d'une subvention : SCDL n'a pas de colonne de pays."""
    if profil != SCDL:
        return ()
    trouves = _motif().findall(f" {cle(titre)} ")
    return tuple(dict.fromkeys(noms_de_pays()[t] for t in trouves if t not in _PRENOMS))


def niveau_suppose(profil: str, latitude: float | None) -> str:
    """Dans nos exports, un partenaire qui n'est pas situé n'a pas de lieu : on ne lui en cherche pas un."""
    return "non_renseigne" if profil in JUMELLES and latitude is None else ""


def may_be_interieure(profil: str, parties: int) -> bool:
    """Dans nos exports, deux parties françaises sans partenaire font un lien intérieur."""
    return profil in JUMELLES and parties > 1


@cache
def _motif() -> re.Pattern[str]:
    etrangers = sorted((n for n, iso in noms_de_pays().items() if iso != "FR"), key=len, reverse=True)
    return re.compile(r"(?<= )(" + "|".join(map(re.escape, etrangers)) + r")(?= )")


def hors_champ(profil: str, cellules: Mapping[str, str], dite: LigneDite) -> str:
    """Pourquoi cette ligne, bien lue, ne se reprend pas ; "" si elle se reprend."""
    if profil == SCDL and not dite.pays and not dite.la_bas:
        return _("subvention dont l'objet ne nomme aucun pays étranger")
    if profil in JUMELLES and cellules.get("sensible") == "oui":
        return _("fiche protégée : ce que l'export en tait ne se relit pas")
    if profil in JUMELLES and cellules.get("demonstration") == "oui":
        return _("contenu de démonstration")
    return ""
