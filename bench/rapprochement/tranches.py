"""Fabriquer la tranche suivante d'un vrai projet : le même programme, redit un an plus tard par une autre main.

Rien de ceci n'existe : les refs portent « fabriquée », et rien n'entre dans aucune base.
"""

import random
from dataclasses import replace

from jumelles.rapprochement.doublons import FicheAction

_SYNONYMES = (("Projet de ", "Programme de "), ("Appui à", "Soutien à"), ("Renforcement", "Amélioration"),
              ("Construction", "Réalisation"), ("développement", "dév."), (" et ", " & "))  # fmt: skip
_SUITES = (" – phase 2", ", tranche 2", " (2e phase)", " II", " - suite", "")


def tranche_suivante(fiche: FicheAction, hasard: random.Random) -> FicheAction:
    """La même, l'année d'après : titre redit, montant autre, parties gardées."""
    debut = (fiche.debut or 2018) + hasard.randrange(1, 3)
    return replace(
        fiche,
        ref=f"{fiche.ref}9990",
        titre=redire(fiche.titre, hasard),
        debut=debut,
        fin=debut + 1,
        montants=frozenset({str(hasard.randrange(5, 900) * 1000)}),
    )


def redire(titre: str, hasard: random.Random) -> str:
    """Un titre comme on le ressaisit : un synonyme, un ou deux mots ôtés, la casse, la coupe, la tranche annoncée."""
    for avant, apres in hasard.sample(_SYNONYMES, 3):
        titre = titre.replace(avant, apres, 1)
    mots = titre.split()
    for _ in range(hasard.randrange(0, 3)):
        if len(mots) > 5:
            mots.pop(hasard.randrange(1, len(mots)))
    titre = " ".join(mots)
    match hasard.randrange(6):
        case 0:
            titre = titre.upper()
        case 1:
            titre = titre[:60].rsplit(" ", 1)[0]
        case 2:
            titre = f"FICOL {titre}"
    return titre + hasard.choice(_SUITES)
