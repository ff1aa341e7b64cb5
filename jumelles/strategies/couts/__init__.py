"""Ce que ça coûte, ce que ça rapporte : la fiche d'une année, ses mots, son document."""

from jumelles.strategies.couts.fiche import FicheDesCouts, avec_reperes, fiche_des_couts
from jumelles.strategies.couts.mots import (
    annee_connue,
    avertissement,
    concerne,
    contrefactuel,
    dire_l_origine,
    dire_la_valeur,
    dire_le_poste,
    projets_en_mots,
    qui_paie,
    separation,
)

__all__ = [
    "FicheDesCouts", "annee_connue", "avec_reperes", "avertissement", "concerne", "contrefactuel", "dire_l_origine",
    "dire_la_valeur", "dire_le_poste", "fiche_des_couts", "projets_en_mots", "qui_paie", "separation",
]  # fmt: skip
