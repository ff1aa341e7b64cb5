"""Un GeoJSON ou un JSON d'objets, lu au fil de l'eau : jamais plus d'un objet en mémoire."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from jumelles.recherche.ligne import ENTRE
from jumelles.sources.depots.lecteurs.codage import trouver_codage
from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.flux_json import FluxJson
from jumelles.sources.depots.limites import limites
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.tableau import Rangee

LISTES = ("features", "lignes")
LATITUDE, LONGITUDE = "geometrie_latitude", "geometrie_longitude"


def ouvrir_objets(chemin: Path) -> Document:
    """Trouver les objets et leurs colonnes (un premier passage) ; FichierRefuse si ce n'en est pas."""
    codage = trouver_codage(chemin)
    relire = partial(_objets, chemin, codage.python)
    geo, entete = _premier_passage(relire)
    return Document("geojson" if geo else "json", lambda: _rangees(relire, entete), entete=entete, codage=codage.nom)


def _premier_passage(relire: Callable[[], Iterator[dict[str, Any]]]) -> tuple[bool, tuple[str, ...]]:
    noms: dict[str, None] = {}
    geo, maximum = False, limites().colonnes
    for objet in relire():
        geo = geo or objet.get("type") == "Feature"
        noms.update(dict.fromkeys(_a_plat(objet)))
        if len(noms) > maximum:
            raison = _("plus de %d propriétés différentes") % maximum
            raise FichierRefuse(raison, _("ne gardez que les propriétés utiles"))
    if not noms:
        raise FichierRefuse(_("aucun objet à lire"), _remede())
    return geo, tuple(noms)


def _rangees(relire: Callable[[], Iterator[dict[str, Any]]], entete: tuple[str, ...]) -> Iterator[Rangee]:
    for rang, objet in enumerate(relire(), start=1):
        plat = _a_plat(objet)
        yield Rangee(rang, tuple(en_texte(plat.get(nom)) for nom in entete))


def _a_plat(objet: dict[str, Any]) -> dict[str, Any]:
    """Les propriétés d'un Feature, et son point s'il en a un ; tout autre objet tel quel."""
    if objet.get("type") != "Feature":
        return objet
    proprietes = objet.get("properties")
    plat = dict(proprietes) if isinstance(proprietes, dict) else {}
    geometrie = objet.get("geometry")
    if isinstance(geometrie, dict) and geometrie.get("type") == "Point":
        position = geometrie.get("coordinates")
        if isinstance(position, list) and len(position) >= 2:
            plat[LONGITUDE], plat[LATITUDE] = position[0], position[1]
    return plat


def en_texte(valeur: Any) -> str:
    """La cellule que notre CSV aurait écrite pour cette valeur."""
    match valeur:
        case None:
            return ""
        case str():
            return valeur
        case bool():
            return "oui" if valeur else "non"
        case int() | float():
            return repr(valeur)
        case list() if all(isinstance(v, str | int | float) for v in valeur):
            return ENTRE.join(en_texte(v) for v in valeur)
    try:
        return json.dumps(valeur, ensure_ascii=False)
    except RecursionError as erreur:
        raise FichierRefuse(_("JSON refusé : %s") % _("trop profond"), _remede()) from erreur


@contextmanager
def _ouvert(chemin: Path, codage: str) -> Iterator[TextIO]:
    with chemin.open(encoding=codage) as fichier:
        try:
            yield fichier
        except UnicodeError as erreur:
            raise FichierRefuse(
                _("ses octets ne sont pas du texte jusqu'au bout"), _("téléchargez-le de nouveau")
            ) from erreur


def _objets(chemin: Path, codage: str) -> Iterator[dict[str, Any]]:
    with _ouvert(chemin, codage) as fichier:
        flux = FluxJson(fichier)
        if flux.peek() == "{" and not _entrer(flux):
            raise FichierRefuse(_("aucune liste d'objets (« features » ou « lignes »)"), _remede(), ligne=flux.ligne)
        for objet in flux.elements():
            if not isinstance(objet, dict):
                raise FichierRefuse(_("un élément de la liste n'est pas un objet"), _remede(), ligne=flux.ligne)
            yield objet
        flux.finir()


def _entrer(flux: FluxJson) -> bool:
    """Avancer jusqu'à la liste des objets, en sautant les autres membres."""
    flux.prendre("{")
    while flux.peek() == '"':
        nom = flux.valeur()
        flux.prendre(":")
        if nom in LISTES and flux.peek() == "[":
            return True
        flux.valeur()
        if flux.peek() != ",":
            break
        flux.prendre(",")
    return False


def _remede() -> str:
    return _("donnez un GeoJSON (« FeatureCollection »), ou une liste d'objets JSON")
