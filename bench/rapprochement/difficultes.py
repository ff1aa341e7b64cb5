"""De quelle sorte est la difficulté d'un nom français, une fois la vérité connue."""

import re

from rapidfuzz.fuzz import ratio

from bench.rapprochement.francais import Verite, nommer
from bench.rapprochement.porteurs import Porteurs
from jumelles.rapprochement.normaliser import cle

UNIQUE = "nom exact unique"
HOMONYME = "homonyme d’aujourd’hui"
HOMONYME_HIER = "homonyme d’hier"
FUSIONNEE = "ancien nom ou commune fusionnée"
AUTRE_NIVEAU = "autre niveau ou quartier"
GRAPHIE = "graphie"
PRECISEE = "département joint au nom"
EXONYME = "exonyme"
SANS_NOM = "sans libellé"
_SANS_LIBELLE = re.compile(r"Q\d+")
PROCHE = 80.0


def dire(nom: str, verite: Verite, porteurs: Porteurs) -> str:
    """La difficulté ; vérité inconnue, ou lue par une personne sous un autre nom : un autre niveau, un quartier."""
    if _SANS_LIBELLE.fullmatch(nom):
        return SANS_NOM
    nu = nommer(nom)
    porteuses = porteurs.communes.get(cle(nu), set())
    siennes = {p for p in porteuses if p.code == verite.code}
    if not siennes:
        return _dire_sans_porteur(cle(nu), verite, porteurs)
    if nu != nom:
        return PRECISEE
    if all(p.nature == "etranger" for p in siennes):
        return EXONYME
    if not any(p.is_elle_meme and p.nature == "officiel" for p in siennes):
        return FUSIONNEE
    autres = {p for p in porteuses if p.code != verite.code}
    if any(p.is_elle_meme for p in autres):
        return HOMONYME
    return HOMONYME_HIER if autres else UNIQUE


def _dire_sans_porteur(clef: str, verite: Verite, porteurs: Porteurs) -> str:
    if not verite.code or verite.origine == "relue":
        return AUTRE_NIVEAU
    is_proche = any(ratio(clef, autre) >= PROCHE for autre in porteurs.noms.get(verite.code, ()))
    return GRAPHIE if is_proche else EXONYME
