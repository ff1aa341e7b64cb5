"""Les adresses des choses : /territoires/<code>-<nom>/, /acteurs/<id>-<nom>/, /pays/<iso2>-<nom>/…"""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

from jumelles.cooperations.fiches import PartieFiche
from jumelles.territoires.regles import slug


def _debut(vue: str) -> str:
    """Ce qui précède « <code>-<nom>/ » : résolu une fois, pas à chaque ligne d'une liste."""
    return _resoudre(vue, get_script_prefix())


@lru_cache(maxsize=16)
def _resoudre(vue: str, _racine: str) -> str:
    code = "zz" if vue == "pays" else "0"
    return reverse(vue, args=[code, "nom"]).removesuffix(f"{code}-nom/")


def adresse_territoire(code: str, nom: str) -> str:
    """/territoires/38185-grenoble/"""
    return f"{_debut('territoire')}{code}-{slug(nom)}/"


def adresse_couts(code: str, nom: str) -> str:
    """/territoires/38185-grenoble/couts/"""
    return f"{adresse_territoire(code, nom)}couts/"


def adresse_pays(iso2: str, nom: str) -> str:
    """/pays/mg-madagascar/"""
    return f"{_debut('pays')}{iso2.lower()}-{slug(nom)}/"


def adresse_acteur(acteur_id: int, nom: str) -> str:
    """/acteurs/12-essen/"""
    return f"{_debut('acteur')}{acteur_id}-{slug(nom)}/"


def adresse_relation(relation_id: int, fin: str) -> str:
    """/relations/7-grenoble-essen/"""
    return f"{_debut('relation')}{relation_id}-{fin}/"


def adresse_projet(projet_id: int, fin: str) -> str:
    """/projets/3-eau-potable/"""
    return f"{_debut('projet')}{projet_id}-{fin}/"


def adresse_partie(partie: PartieFiche) -> str:
    """La page d'une partie ; vide si elle est cachée."""
    if partie.cachee:
        return ""
    if partie.territoire_code:
        return adresse_territoire(partie.territoire_code, partie.nom)
    return adresse_acteur(partie.acteur_id, partie.nom) if partie.acteur_id else ""


def adresse_entiere(chemin: str) -> str:
    """L'adresse publique complète d'un chemin du site."""
    return f"{settings.ADRESSE_PUBLIQUE}{chemin}"
