"""Les questions posées à la provenance : quelles sources, ce qu'elles disent, ce qui attend, ce qu'on a jugé."""

from jumelles.provenance.requetes.jugements import (
    JugementLu,
    distincts,
    histoire,
    is_distincts,
    jugements_par_objet,
    jugements_vivants,
)
from jumelles.provenance.requetes.qui_dit import (
    EnAttente,
    SourceFiche,
    derniere_ecriture,
    dernieres_informations,
    en_attente,
    source,
    sources,
    sources_nommees,
)

__all__ = [
    "EnAttente",
    "JugementLu",
    "SourceFiche",
    "derniere_ecriture",
    "dernieres_informations",
    "distincts",
    "en_attente",
    "histoire",
    "is_distincts",
    "jugements_par_objet",
    "jugements_vivants",
    "source",
    "sources",
    "sources_nommees",
]
