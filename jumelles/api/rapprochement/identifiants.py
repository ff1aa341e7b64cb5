"""Les identifiants rendus : les codes publics, stables, et la chose qu'ils désignent."""

import re
from typing import NamedTuple

from jumelles.api.rapprochement.sortes import ACTEUR, LIEU, PAYS, TERRITOIRE

_FORMES = {
    LIEU: re.compile(r"geonames:([1-9][0-9]{0,8})"),
    ACTEUR: re.compile(r"acteur:([1-9][0-9]{0,14})"),
    PAYS: re.compile(r"pays:([A-Za-z]{2})"),
    TERRITOIRE: re.compile(r"([0-9][0-9A-Za-z]{4}|[0-9]{9}|[DR][0-9][0-9A-Za-z]{0,2})"),
}
# Nos pages, pour qui colle une adresse : /territoires/38185-grenoble/, /acteurs/12-essen/, /pays/mg-madagascar/.
_PAGE = re.compile(r"https?://[^/\s]+/(territoires|acteurs|pays)/([0-9A-Za-z]+)(?:-[^/\s]*)?/?")
_PREFIXES = {"territoires": "", "acteurs": "acteur:", "pays": "pays:"}


class Designation(NamedTuple):
    """Ce qu'un identifiant désigne : un type large, et le code dans ce type."""

    sorte: str
    code: str


def lire(identifiant: str) -> Designation | None:
    """« geonames:2990969 » → (lieu, « 2990969 ») ; None si ce n'est pas une forme d'identifiant d'ici."""
    texte = identifiant.strip()
    if page := _PAGE.fullmatch(texte):
        texte = _PREFIXES[page[1]] + page[2]
    for sorte, forme in _FORMES.items():
        if trouve := forme.fullmatch(texte):
            majuscules = sorte in (PAYS, TERRITOIRE)
            return Designation(sorte, trouve[1].upper() if majuscules else trouve[1])
    return None


def ecrire(sorte: str, code: str) -> str:
    """(lieu, « 2990969 ») → « geonames:2990969 » ; une collectivité porte son code seul."""
    return {LIEU: "geonames:", ACTEUR: "acteur:", PAYS: "pays:"}.get(sorte, "") + code


def depuis_ref(ref: str) -> str:
    """« collectivite:38185 » → « 38185 » ; « lieu:2990969 » → « geonames:2990969 »."""
    sorte, _, code = ref.partition(":")
    return ecrire({"collectivite": TERRITOIRE}.get(sorte, sorte), code)
