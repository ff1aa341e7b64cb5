"""L'argumentaire : arguments, chiffres et exemples proches lus en base, retouchés puis emportés (C1.11, C3.11)."""

from jumelles.strategies.argumentaire.composition import ArgumentaireCompose, DemandeArgumentaire, composer
from jumelles.strategies.argumentaire.document import document
from jumelles.strategies.argumentaire.retouches import Retouche, RetoucheRefusee, Retouches, retoucher

__all__ = [
    "ArgumentaireCompose",
    "DemandeArgumentaire",
    "Retouche",
    "RetoucheRefusee",
    "Retouches",
    "composer",
    "document",
    "retoucher",
]
