"""Repérer des acteurs d'après un lieu, pour de nombreux lieux à la fois."""

from collections import defaultdict
from collections.abc import Collection

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur


def acteurs_des_lieux(geonames: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Identifiant GeoNames → les autorités étrangères publiées qui y siègent, la plus ancienne fiche d'abord."""
    siegent = Acteur.objects.reels().filter(nature=NatureActeur.AUTORITE_ETRANGERE, lieu__geonameid__in=list(geonames))
    rangees: defaultdict[int, list[int]] = defaultdict(list)
    for lieu, acteur in siegent.order_by("pk").values_list("lieu__geonameid", "pk"):
        rangees[lieu].append(acteur)
    return {lieu: tuple(siens) for lieu, siens in rangees.items()}
