"""Les doublons : ce que l'on compare, ce qui a changé depuis hier, et la file de ce qu'une personne doit décider."""

from jumelles.cooperations.requetes.doublons.ecarts import EcartDeChamp
from jumelles.cooperations.requetes.doublons.file_d_attente import (
    PaireADecider,
    combien_a_decider,
    paire_a_decider,
    paires_a_decider,
)

__all__ = ["EcartDeChamp", "PaireADecider", "combien_a_decider", "paire_a_decider", "paires_a_decider"]
