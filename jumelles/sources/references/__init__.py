"""Les références : pays, collectivités françaises, lieux du monde, effectifs, chacune avec sa source."""

from jumelles.sources.references.chargement import charger_references
from jumelles.sources.references.rapport import RapportReferences

__all__ = ["RapportReferences", "charger_references"]
