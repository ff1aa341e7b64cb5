"""Repérer des acteurs d'après un lieu ou un nom, pour de nombreux à la fois."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur


def acteurs_des_lieux(geonames: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Identifiant GeoNames → les autorités étrangères publiées qui y siègent, la plus ancienne fiche d'abord."""
    siegent = Acteur.objects.reels().filter(nature=NatureActeur.AUTORITE_ETRANGERE, lieu__geonameid__in=list(geonames))
    rangees: defaultdict[int, list[int]] = defaultdict(list)
    for lieu, acteur in siegent.order_by("pk").values_list("lieu__geonameid", "pk"):
        rangees[lieu].append(acteur)
    return {lieu: tuple(siens) for lieu, siens in rangees.items()}


def acteurs_de_ces_numeros(numeros: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Numéro SIREN ou RNA → les acteurs publiés qui le portent, hors collectivités françaises. Une requête au plus."""
    voulus = {n for n in numeros if n}
    if not voulus:
        return {}
    portent = Acteur.objects.reels().exclude(nature=NatureActeur.COLLECTIVITE)
    lus = portent.filter(Q(siren__in=voulus) | Q(rna__in=voulus)).order_by("pk").values_list("pk", "siren", "rna")
    rangees: defaultdict[str, list[int]] = defaultdict(list)
    for acteur, *siens in lus:
        for numero in voulus.intersection(siens):
            rangees[numero].append(acteur)
    return {numero: tuple(siens) for numero, siens in rangees.items()}


def acteurs_de_ces_noms(cles: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Nom normalisé → les acteurs publiés qui le portent, hors collectivités françaises. Une requête."""
    nommes = Acteur.objects.reels().exclude(nature=NatureActeur.COLLECTIVITE).filter(cle__in=[c for c in cles if c])
    rangees: defaultdict[str, list[int]] = defaultdict(list)
    for nom, acteur in nommes.order_by("pk").values_list("cle", "pk"):
        rangees[nom].append(acteur)
    return {nom: tuple(siens) for nom, siens in rangees.items()}
