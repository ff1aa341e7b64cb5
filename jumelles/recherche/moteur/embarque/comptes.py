"""Compter par code : facettes, mailles, arcs."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from tantivy import Query

from jumelles.recherche.moteur.embarque.lecture import Instantane

CODES_MAX = 60_000


def par_code(
    etat: Instantane, requete: Query, champs: Iterable[str], *, nombre: int = CODES_MAX
) -> dict[str, dict[str, int]]:
    """Champ → code → combien de documents, les plus nombreux d'abord, à égalité par code."""
    voulus = {champ: {"terms": {"field": champ, "size": nombre, "segment_size": nombre}} for champ in champs}
    comptes: dict[str, Any] = etat.searcher.aggregate(requete, voulus) if voulus else {}
    return {champ: _range(comptes[champ]["buckets"]) for champ in voulus}


def _range(paniers: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    couples = sorted((-int(p["doc_count"]), str(p["key"])) for p in paniers)
    return {code: -moins for moins, code in couples if moins}


def fige(comptes: Mapping[str, int]) -> Mapping[str, int]:
    """Une vue que personne ne peut changer : elle sera rendue à d'autres."""
    return MappingProxyType(dict(comptes))
