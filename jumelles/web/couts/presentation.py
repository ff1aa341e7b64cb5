"""Ce que la page d'une fiche montre, qu'elle soit de travail ou publiée."""

from typing import Any

from jumelles.cooperations.requetes.financements import FinancementConnu
from jumelles.strategies.couts import (
    FicheDesCouts,
    annee_connue,
    avertissement,
    contrefactuel,
    projets_en_mots,
    qui_paie,
    separation,
)
from jumelles.strategies.couts.comparaison import regle_de_comparaison, trop_peu
from jumelles.web.lignes.pieces import initiale

# Ce qu'un élu demande d'abord, dans cet ordre ; chaque nombre, à sa plus forte preuve.
EN_TETE = ("propres", "habitant", "levier", "retours")


def presenter(f: FicheDesCouts) -> dict[str, Any]:
    """Le contexte commun aux deux pages."""
    rangees = [(r, list(zip(map(initiale, f.preuves), r.cellules, strict=True))) for r in f.rangees]
    par_code = {r.code: (r, [(p, c) for p, c in reversed(cellules) if c.connue][:1]) for r, cellules in rangees}
    return {
        "f": f,
        "t": f.territoire,
        "rangees": rangees if f.preuves else [],
        "tete": [par_code[c] for c in EN_TETE] if f.preuves else [],
        "avertissement": avertissement() if f.declaratif else "",
        "separation": separation(),
        "contrefactuel": contrefactuel(),
        "trop_peu": trop_peu(f.comparaison) if f.comparaison else "",
        "regle": regle_de_comparaison(f.comparaison) if f.comparaison else "",
        "connus": [_connu(c) for c in f.connus],
        "connus_ailleurs": [_connu(c) for c in f.connus_ailleurs],
    }


def _connu(c: FinancementConnu) -> tuple[FinancementConnu, str, str, str]:
    """Une somme de la base, avec son année, son payeur et ses projets en mots."""
    return c, annee_connue(c), qui_paie(c), projets_en_mots(c)
