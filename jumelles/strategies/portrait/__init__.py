"""Le portrait d'un territoire : ce qu'il fait, ce que font les autres, ce que l'on ne sait pas, qui le dit et quand."""

from jumelles.strategies.portrait import phrases
from jumelles.strategies.portrait.arbre import Portrait
from jumelles.strategies.portrait.composition import composer, portrait
from jumelles.strategies.portrait.designation import TerritoireIntrouvable

__all__ = ["Portrait", "TerritoireIntrouvable", "composer", "phrases", "portrait"]
