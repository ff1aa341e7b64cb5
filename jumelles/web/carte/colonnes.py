"""La carte en colonnes : ce que le navigateur reçoit, au plus court."""

from collections.abc import Iterable
from typing import Any

from jumelles.recherche.carte import BilanCarte, Compte, Flux, Grain, Marque
from jumelles.recherche.document import Point


def to_colonnes(marques: Iterable[Marque]) -> dict[str, Any]:
    """Lieux sans doublon ; arcs (marque, de, vers) et poses (marque, lieu) par rangs dans ces listes."""
    rangs: dict[tuple[float, float, str, str], int] = {}
    arcs: list[tuple[int, int, int]] = []
    poses: list[tuple[int, int]] = []
    dites = list(marques)

    def rang(p: Point) -> int:
        return rangs.setdefault((round(p.lon, 4), round(p.lat, 4), p.precision, p.cote), len(rangs))

    for numero, marque in enumerate(dites):
        poses += ((numero, lieu) for lieu in dict.fromkeys(rang(p) for p in marque.points))
        arcs += ((numero, rang(de), rang(vers)) for de, vers in marque.arcs)
    return {
        "lieux": _columns(("lon", "lat", "precision", "cote"), rangs),
        "marques": _columns(("id", "titre", "adresse"), ((m.id, m.titre, m.adresse) for m in dites)),
        "arcs": _columns(("marque", "de", "vers"), arcs),
        "poses": _columns(("marque", "lieu"), poses),
    }


def to_agregats(flux: Iterable[Flux], grains: Iterable[Grain]) -> dict[str, Any]:
    """Les flux et les grains d'une base trop grande pour être dite fiche à fiche."""
    return {
        "arcs": _columns(
            ("de", "vers", "depart", "arrivee", "nombre"), ((f.de, f.vers, f.depart, f.arrivee, f.nombre) for f in flux)
        ),
        "mailles": _columns(("lon", "lat", "nombre"), ((round(g.lon, 3), round(g.lat, 3), g.nombre) for g in grains)),
    }


def to_bilan(bilan: BilanCarte) -> dict[str, Any]:
    """Les comptes : ce qui est placé, ce qui ne l'est pas, et par pays, région, département."""
    return {
        "total": bilan.total, "situes": bilan.situes, "pays_seul": bilan.pays_seul, "sans_lieu": bilan.sans_lieu,
        "pays": _counts(bilan.pays), "regions": _counts(bilan.regions), "departements": _counts(bilan.departements),
    }  # fmt: skip


def _counts(comptes: tuple[Compte, ...]) -> dict[str, list[Any]]:
    return _columns(("code", "nom", "nombre", "seul"), ((c.code, c.nom, c.nombre, c.seul) for c in comptes))


def _columns(noms: tuple[str, ...], lignes: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    colonnes: dict[str, list[Any]] = {nom: [] for nom in noms}
    for ligne in lignes:
        for nom, valeur in zip(noms, ligne, strict=True):
            colonnes[nom].append(valeur)
    return colonnes
