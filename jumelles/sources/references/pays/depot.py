"""Charger les pays et territoires."""

from collections.abc import Callable
from pathlib import Path

from jumelles.provenance.models import Lot, Source
from jumelles.sources.fiche import FicheSource
from jumelles.sources.references.pays.lecture import FICHIER, read_pays
from jumelles.territoires.lignes import Chargement
from jumelles.territoires.operations import charger_pays

Ecrire = Callable[[dict[str, Source], str, Lot], dict[str, Chargement]]


def find_fichiers() -> list[Path]:
    """Ce qui est lu."""
    return [FICHIER]


def preparer(fiches: dict[str, FicheSource]) -> tuple[Ecrire, tuple[str, ...]]:
    """Lire sans rien écrire ; rendre de quoi écrire, et les constats."""
    lignes = read_pays(fiches["pays"])
    a_verifier = sum("vérifier" in p.note for p in lignes)

    def ecrire(sources: dict[str, Source], par: str, lot: Lot) -> dict[str, Chargement]:
        return {"pays": charger_pays(lignes=lignes, source_id=sources["pays"].pk, par=par, lot=lot)}

    return ecrire, (f"{len(lignes)} pays et territoires, dont {a_verifier} notes à vérifier",)
