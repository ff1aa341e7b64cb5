"""Compter par code : facettes, mailles, arcs. Les codes rendus peuvent être coupés ; leurs comptes, jamais faux."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from tantivy import Query

from jumelles.recherche.moteur.embarque.lecture import Instantane
from jumelles.recherche.moteur.embarque.schema import facette

CODES_MAX = 1000
# Ce qui n'est jamais coupé : les départements et les régions, que la carte colorie tous.
TOUJOURS = {facette("territoire"): "[DR].*"}

Codes = Mapping[str, Collection[str]]


def par_code(
    etat: Instantane, requete: Query, champs: Iterable[str], *, nombre: int = CODES_MAX, aussi: Codes | None = None
) -> dict[str, dict[str, int]]:
    """Champ → code → combien de documents : les plus nombreux d'abord, à égalité par code.

    Au-delà de `nombre` codes, les plus nombreux, ceux de TOUJOURS et ceux de `aussi` (champ → codes).
    """
    lus = _agreger(
        etat, requete, {champ: {"field": champ, "size": nombre, "segment_size": 2 * nombre} for champ in champs}
    )
    comptes = {champ: _range(lu["buckets"]) for champ, lu in lus.items()}
    coupes = [champ for champ, lu in lus.items() if lu["sum_other_doc_count"]]
    gardes = {champ: (*comptes[champ], *(aussi or {}).get(champ, ())) for champ in coupes}
    return comptes | parmi(etat, requete, gardes, {champ: TOUJOURS[champ] for champ in coupes if champ in TOUJOURS})


def parmi(
    etat: Instantane, requete: Query, gardes: Codes, motifs: Mapping[str, str] | None = None
) -> dict[str, dict[str, int]]:
    """Champ → code → combien de documents, pour ces codes et ceux de ces motifs seulement.

    Une coupe se fait morceau d'index par morceau d'index, et peut en oublier : on recompte ce qu'elle a gardé.
    """
    voulus = {champ: {"field": champ, "size": len(c), "include": list(c)} for champ, c in gardes.items() if c}
    par_motif = {f"~{champ}": {"field": champ, "size": CODES_MAX, "include": m} for champ, m in (motifs or {}).items()}
    lus = _agreger(etat, requete, voulus | par_motif)
    paniers = {champ: [*_paniers(lus, champ), *_paniers(lus, f"~{champ}")] for champ in gardes}
    return {champ: _range(ceux_ci) for champ, ceux_ci in paniers.items()}


def _agreger(etat: Instantane, requete: Query, voulus: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return etat.searcher.aggregate(requete, {n: {"terms": v} for n, v in voulus.items()}) if voulus else {}


def _paniers(lus: Mapping[str, Any], nom: str) -> list[Mapping[str, Any]]:
    return lus[nom]["buckets"] if nom in lus else []


def _range(paniers: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    couples = {(-int(p["doc_count"]), str(p["key"])) for p in paniers}
    return {code: -moins for moins, code in sorted(couples) if moins}


def fige(comptes: Mapping[str, int], nombre: int | None = None) -> Mapping[str, int]:
    """Les premiers, dans une vue que personne ne peut changer : elle sera rendue à d'autres."""
    return MappingProxyType(dict(list(comptes.items())[:nombre]))
