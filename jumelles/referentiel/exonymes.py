"""Le nom français d'une ville étrangère, quand l'usage en a un : « Le Caire », « Cracovie ».

Table relue par l'équipe (usage courant du français), rattachée aux identifiants GeoNames.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[int, str]:
    texte = (files("jumelles.referentiel") / "tables" / "exonymes_francais.csv").read_text(encoding="utf-8")
    return {int(ligne["geonameid"]): ligne["nom_francais"] for ligne in csv.DictReader(texte.splitlines())}


def nom_francais(geonameid: int) -> str:
    """Le nom français de ce lieu, ou vide quand l'usage n'en a pas d'autre que le sien."""
    return _table().get(geonameid, "")
