"""Les arcs : d'une extrémité française à une extrémité étrangère, sur un fond dessiné par le serveur."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jumelles.web.figures.cadres import MONDE, Cadre, choose
from jumelles.web.figures.fond import FICHIER_FOND, VIDE, read_fond

Trait = tuple[float, float, float, float]  # longitude et latitude françaises, puis étrangères
Point = tuple[float, float]  # longitude et latitude
COURBURE = 0.16
PAQUETS = 16  # autant de chemins : là où ils se recouvrent, la couleur s'épaissit
DENSE = 60


@dataclass(frozen=True, slots=True)
class FigureMonde:
    """Ce que le gabarit pose dans le SVG ; chemins en unités du dessin."""

    largeur: int
    hauteur: int
    terre: str
    frontieres: str
    contestees: str
    choisi: str
    arcs: tuple[str, ...]
    points: str
    departs: str
    implantations: str
    nombre: int
    sorties: int  # arcs dont un bout est hors du cadre
    cadre: str
    hachures: str = ""

    @property
    def dense(self) -> bool:
        return self.nombre > DENSE


def draw_monde(
    traits: Iterable[Trait],
    implantations: Iterable[Point] = (),
    lieux: Iterable[Point] = (),
    hachures: Iterable[str] = (),
    cadre: Cadre = MONDE,
) -> FigureMonde:
    """La carte entière, ou ce cadre. implantations : bureaux et agences, en carrés ; lieux : des points sans arc ;
    hachures : codes à trois lettres des pays où des faits ne sont connus qu'au niveau du pays.
    """
    return _draw(cadre, list(traits), "", list(implantations), list(lieux), list(hachures))


def draw_local(
    traits: Iterable[Trait],
    pays_iso3: str = "",
    repere: Point | None = None,
    implantations: Iterable[Point] = (),
) -> FigureMonde:
    """La carte d'un territoire ou d'un pays, dans le cadre le plus proche qui contient tout.

    pays_iso3 : pays à mettre en valeur ; repere : (longitude, latitude) à garder dans le cadre.
    """
    liste, poses = list(traits), list(implantations)
    bouts = [*(p for t in liste for p in ((t[0], t[1]), (t[2], t[3]))), *poses]
    cadre = choose([*bouts, repere] if repere else bouts)
    return _draw(cadre, liste, pays_iso3, poses)


def _leaving(cadre: Cadre, traits: list[Trait]) -> int:
    dedans = {p for p in {bout for t in traits for bout in (t[:2], t[2:])} if cadre.holds(*p, 0)}
    return sum(t[:2] not in dedans or t[2:] not in dedans for t in traits)


def _draw(
    cadre: Cadre, traits: list[Trait], pays_iso3: str, implantations: list[Point],
    lieux: Iterable[Point] = (), hachures: Iterable[str] = (),
) -> FigureMonde:  # fmt: skip
    fond = read_fond(Path(settings.VAR) / FICHIER_FOND).get(cadre.nom, VIDE)
    poses = sorted({_arc_ends(cadre, trait) for trait in set(traits)})
    return FigureMonde(
        largeur=cadre.largeur, hauteur=cadre.hauteur, cadre=cadre.nom, nombre=len(traits),
        sorties=_leaving(cadre, traits),
        terre=fond["terre"], frontieres=fond["frontieres"], contestees=fond["contestees"],
        choisi=fond["pays"].get(pays_iso3, ""),
        arcs=tuple(d for rang in range(PAQUETS) if (d := "".join(_arc(*p) for p in poses[rang::PAQUETS]))),
        points=_dots({(x, y) for _, _, x, y in poses} | {_round(cadre.place(lon, lat)) for lon, lat in lieux}),
        departs=_dots({(x, y) for x, y, _, _ in poses}),
        implantations=_dots({_round(cadre.place(lon, lat)) for lon, lat in implantations}),
        hachures="".join(fond["pays"].get(iso3, "") for iso3 in hachures),
    )  # fmt: skip


def _arc_ends(cadre: Cadre, trait: Trait) -> tuple[int, int, int, int]:
    x1, y1 = cadre.place(trait[0], trait[1])
    x2, y2 = cadre.place(trait[2], trait[3])
    return round(x1), round(y1), round(x2), round(y2)


def _round(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _arc(x1: int, y1: int, x2: int, y2: int) -> str:
    """Une courbe qui se bombe vers le haut, en entiers relatifs au départ."""
    dx, dy = x2 - x1, y2 - y1
    sens = 1 if dx >= 0 else -1
    cx, cy = round(dx / 2 + sens * dy * COURBURE), round(dy / 2 - sens * dx * COURBURE)
    return f"M{x1} {y1}q{cx} {cy} {dx} {dy}"


def _dots(points: set[tuple[int, int]]) -> str:
    """Un trait de longueur nulle à bout rond : un point, en cinq signes."""
    return "".join(f"M{x} {y}h0" for x, y in sorted(points))
