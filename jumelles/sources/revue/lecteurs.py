"""D'un lot à la source qui sait relire ses lignes, sans le fichier."""

from jumelles.contributions.requetes import dossier_du_lot
from jumelles.provenance.models import Lot
from jumelles.sources import catalogue
from jumelles.sources.afd.depot import SOURCE as AFD
from jumelles.sources.depots import Correspondance
from jumelles.sources.depots.import_depot import source_depot
from jumelles.sources.depots.termes import PREFIXE
from jumelles.sources.dossiers import fiche_depot
from jumelles.sources.ligne_lue import SourceConnue


def lot_d_origine(lot: Lot) -> int:
    """L'import d'où viennent les lignes d'un lot ; celui d'une reprise le dit."""
    return int(lot.rapport.get("reprise_de", lot.pk))


def relecteur(lot: Lot) -> SourceConnue | None:
    """La source de ce lot, lue comme il l'a été ; None si l'on ne sait plus comment."""
    if lot.source.code.startswith(PREFIXE):
        dossier = dossier_du_lot(lot.pk)
        return (
            source_depot(fiche_depot(dossier), Correspondance.depuis_json(dossier.correspondance)) if dossier else None
        )
    return catalogue.connues().get(lot.source.code)


def is_reunie(lot: Lot) -> bool:
    """Vrai si la source dit un projet en plusieurs lignes."""
    return lot.source.code == AFD.code


def nom_de(gauche: str) -> str:
    """« wikidata_jumelages:Dunkirk@51.03,2.37 » → « Dunkirk »."""
    return gauche.partition(":")[2].rpartition("@")[0] or gauche
