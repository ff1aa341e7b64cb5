"""Brouiller une fiche sensible : le lieu grossi au pays, le partenaire caché, les textes tus. Sans base."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from jumelles.acteurs.enums import NatureActeur
from jumelles.cooperations.fiches import InstrumentFiche, ParoleFiche, PartieFiche

_TERRITORIALES = (NatureActeur.AUTORITE_ETRANGERE,)
_CHAMPS_SANS_TEXTE = (
    "nature",
    "etat",
    "dimensions",
    "themes",
    "odd",
    "debut",
    "premiere_convention",
    "fin",
    "etat_depuis",
)


@dataclass(frozen=True, slots=True)
class Masque:
    """Ce qu'il faut cacher d'une relation ou d'un projet."""

    lieu: bool = False
    partenaire: bool = False
    noms: bool = False

    def __bool__(self) -> bool:
        return self.lieu or self.partenaire or self.noms

    @property
    def cache_parties(self) -> bool:
        """Le nom d'une ville dit où elle est : grossir le lieu, c'est aussi taire ce nom."""
        return self.lieu or self.partenaire


def brouiller_partie(partie: PartieFiche, masque: Masque) -> PartieFiche:
    """Taire une partie étrangère ; le pays reste, la partie française aussi."""
    if partie.francaise or not masque.cache_parties:
        return partie
    if not masque.partenaire and partie.nature not in _TERRITORIALES:
        # Sans lien vers sa page : elle dirait, elle, où cette structure se trouve.
        return replace(partie, acteur_id=None, lat=None, lon=None, precision="pays")
    nom = _("Partenaire non communiqué") if masque.partenaire else _("Autorité locale non précisée")
    return replace(
        partie, acteur_id=None, nom=nom, lat=None, lon=None, precision="pays", au_titre_de="", cachee=True,
        rapprochee=False,
    )  # fmt: skip


def brouiller_parole(parole: ParoleFiche, masque: Masque) -> ParoleFiche:
    """Taire l'adresse exacte et les textes libres d'une parole."""
    if not masque:
        return parole
    champs = tuple(c for c in parole.champs if c[0] in _CHAMPS_SANS_TEXTE)
    return replace(parole, adresse="", editeur=parole.source_nom, champs=champs)


def brouiller_instrument(instrument: InstrumentFiche, masque: Masque) -> InstrumentFiche:
    """Ne laisser que le pays d'un instrument, et son type."""
    if not masque:
        return instrument
    return replace(instrument, lieu_nom="", lat=None, lon=None, intitule="" if masque.noms else instrument.intitule)


def taire(texte: str, masque: Masque) -> str:
    """Un texte libre peut tout dire : sous tout masque, il se tait."""
    return "" if masque else texte
