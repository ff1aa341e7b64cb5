"""Les adresses des choses : /territoires/<code>-<nom>/, /acteurs/<id>-<nom>/, /pays/<iso2>-<nom>/…"""

from django.conf import settings
from django.urls import reverse

from jumelles.cooperations.fiches import PartieFiche
from jumelles.territoires.regles import slug


def adresse_territoire(code: str, nom: str) -> str:
    """/territoires/38185-grenoble/"""
    return reverse("territoire", args=[code, slug(nom)])


def adresse_pays(iso2: str, nom: str) -> str:
    """/pays/mg-madagascar/"""
    return reverse("pays", args=[iso2.lower(), slug(nom)])


def adresse_acteur(acteur_id: int, nom: str) -> str:
    """/acteurs/12-essen/"""
    return reverse("acteur", args=[acteur_id, slug(nom)])


def adresse_relation(relation_id: int, fin: str) -> str:
    """/relations/7-grenoble-essen/"""
    return reverse("relation", args=[relation_id, fin])


def adresse_projet(projet_id: int, fin: str) -> str:
    """/projets/3-eau-potable/"""
    return reverse("projet", args=[projet_id, fin])


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
