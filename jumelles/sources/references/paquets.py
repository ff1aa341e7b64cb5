"""Où sont les fichiers des paquets installés, lus par leur chemin : leur code n'est pas exécuté."""

import importlib.util
from pathlib import Path

from django.conf import settings

from jumelles.sources.fiche import SourceInattendue


def find_python(paquet: str, *chemin: str) -> Path:
    """Un fichier de données d'un paquet Python installé."""
    trouve = importlib.util.find_spec(paquet)
    if trouve is None or not trouve.submodule_search_locations:
        raise SourceInattendue(f"Le paquet Python « {paquet} » n'est pas installé : relancez make run.")
    return _existing(Path(trouve.submodule_search_locations[0], *chemin))


def find_npm(paquet: str, *chemin: str) -> Path:
    """Un fichier de données d'un paquet npm installé."""
    return _existing(Path(settings.NPM_PAQUETS, paquet, *chemin))


def _existing(chemin: Path) -> Path:
    if not chemin.is_file():
        raise SourceInattendue(f"Fichier de référence absent : {chemin.name} ({chemin.parent.parent.name}).")
    return chemin
