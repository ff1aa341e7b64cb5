"""Charger les lieux du monde."""

from collections.abc import Callable
from pathlib import Path

from jumelles.provenance.models import Lot, Source
from jumelles.sources.fiche import FicheSource, read_fiche
from jumelles.sources.references.geonames.lecture import find_fichier, read_lieux
from jumelles.sources.references.pays.lecture import FICHIER as TABLE_PAYS
from jumelles.sources.references.pays.lecture import read_pays
from jumelles.territoires.lignes import Chargement
from jumelles.territoires.operations import charger_lieux

Ecrire = Callable[[dict[str, Source], str, Lot], dict[str, Chargement]]


def find_fichiers() -> list[Path]:
    """Ce qui est lu."""
    return [find_fichier()]


def preparer(fiches: dict[str, FicheSource]) -> tuple[Ecrire, tuple[str, ...]]:
    """Lire sans rien écrire ; rendre de quoi écrire, et les constats."""
    fiche_pays = read_fiche(Path(__file__).parents[1] / "pays")
    connus = {p.iso2 for p in read_pays(fiche_pays, TABLE_PAYS)}
    lieux = read_lieux(fiches["geonames"], connus)

    def ecrire(sources: dict[str, Source], par: str, lot: Lot) -> dict[str, Chargement]:
        return {"lieux": charger_lieux(lignes=lieux, source_id=sources["geonames"].pk, par=par, lot=lot)}

    return ecrire, (f"{len(lieux)} lieux, {sum(len(li.cles) for li in lieux)} noms comparables",)
