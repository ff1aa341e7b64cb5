"""La vérité d'une ville française : la commune d'aujourd'hui dont le contour contient le point que donne la liste.

Trois entorses, comptées à part dans la colonne `origine` :

- « voisine » : le point tombe chez une commune qui ne porte pas ce nom, à moins de 2 km de la seule qui le porte
  (« Vienne » posée sur l'autre rive du Rhône) : c'est elle, la vérité ;
- « bord » : aucun contour ne contient le point, le plus proche est à moins de 2 km (ports, lagunes) ;
- « relue » : le point ne suffit pas, ou la ligne nomme autre chose qu'une commune (département, agglomération,
  quartier) ; une personne l'a lue (`relues.csv`).

Limites : le nom sert à choisir entre deux contours voisins, jamais au-delà ; hors de tout contour (Nouvelle-Calédonie,
Polynésie, Saint-Pierre), la vérité est vide. Une commune fusionnée a pour vérité la commune nouvelle.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from bench.rapprochement.contours import Contours
from bench.rapprochement.mentions import Citee
from bench.rapprochement.porteurs import Porteurs

RELUES = Path(__file__).parent / "relues.csv"
RAYON_DOUTE_KM = 12.0


@dataclass(frozen=True, slots=True)
class Verite:
    """code vide : on ne sait pas. origine : contour, voisine, bord, relue, hors des contours, douteux."""

    code: str
    origine: str


def read_relues() -> dict[tuple[str, str], Verite]:
    """(nom, point au dixième de degré) → ce qu'une personne a lu ; code vide : ce n'est pas une commune."""
    with RELUES.open(encoding="utf-8", newline="") as fichier:
        return {(r["nom"], r["point"]): Verite(r["verite"], "relue") for r in csv.DictReader(fichier)}


def dire_point(lat: float, lon: float) -> str:
    """« 47.6,7.5 »."""
    return f"{lat:.1f},{lon:.1f}"


def juger(citee: Citee, contours: Contours, porteurs: Porteurs, relues: dict[tuple[str, str], Verite]) -> Verite:
    """La commune d'aujourd'hui que désigne la ligne, par son point."""
    relue = relues.get((citee.nom, dire_point(citee.lat, citee.lon)))
    if relue is not None:
        return relue
    nu = nommer(citee.nom)
    autour = contours.find_autour(citee.lat, citee.lon, RAYON_DOUTE_KM)
    dedans = [code for km, code in autour if km == 0]
    if dedans and porteurs.porte(dedans[0], nu):
        return Verite(dedans[0], "contour")
    voisines = [code for km, code in autour if km <= 2.0 and porteurs.porte(code, nu)]
    if len(voisines) == 1:
        return Verite(voisines[0], "voisine" if dedans else "bord")
    if any(porteurs.porte(code, nu) for _, code in autour):
        return Verite("", "douteux")
    if dedans:
        return Verite(dedans[0], "contour")
    return Verite(autour[0][1], "bord") if autour and autour[0][0] <= 2.0 else Verite("", "hors des contours")


def nommer(nom: str) -> str:
    """Le nom sans la précision que Wikidata y joint : « Challes, Sarthe » → « Challes »."""
    return nom.partition(",")[0].partition("(")[0].strip()
