from jumelles.provenance.models.affirmation import Affirmation
from jumelles.provenance.models.journal import Journal
from jumelles.provenance.models.jugement import Jugement
from jumelles.provenance.models.lot import LigneLot, Lot
from jumelles.provenance.models.releve import Releve
from jumelles.provenance.models.source import Source
from jumelles.provenance.models.suspens import Suspens

__all__ = ["Affirmation", "Journal", "Jugement", "LigneLot", "Lot", "Releve", "Source", "Suspens"]
