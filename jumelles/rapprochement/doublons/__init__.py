"""Deux fiches disent-elles la même chose ? Bloquer, comparer, juger des liens, des projets et des structures."""

from jumelles.rapprochement.doublons.chercher import chercher
from jumelles.rapprochement.doublons.juger import juger
from jumelles.rapprochement.doublons.termes import (
    ConstatPaire,
    FicheAction,
    FicheStructure,
    PairePossible,
    PartieNommee,
)

__all__ = ["ConstatPaire", "FicheAction", "FicheStructure", "PairePossible", "PartieNommee", "chercher", "juger"]
