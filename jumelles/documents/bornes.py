"""Jusqu'où un document va : au-delà, il est refusé avec une phrase, jamais coupé en silence."""

import re

from jumelles.documents.arbre import Bloc, Figure, Rapport, Tableau, Titre
from jumelles.documents.proprete import assainir
from jumelles.documents.refus import DocumentRefuse

_LANGUE = re.compile("[a-z]{2,3}(-[A-Z]{2})?")
BLOCS_MAX = 20_000
CELLULES_MAX = 200_000
FIGURES_MAX = 60
SIGNES_MAX = 5_000_000
SIGNES_PAR_TEXTE = 100_000
TITRE_MAX = 300


def verifier_bornes(rapport: Rapport) -> None:
    """DocumentRefuse si le rapport est sans titre, trop long, ou si ses titres sautent un niveau."""
    if not assainir(rapport.titre):
        raise DocumentRefuse("Un document doit avoir un titre.")
    if not _LANGUE.fullmatch(rapport.langue):
        raise DocumentRefuse("La langue d’un document s’écrit « fr » ou « fr-FR ».")
    for texte in (rapport.titre, rapport.sous_titre, rapport.auteur):
        if len(texte) > TITRE_MAX:
            raise DocumentRefuse(f"Le titre, le sous-titre et l’auteur tiennent en {TITRE_MAX} signes.")
    _compter(len(rapport.blocs), BLOCS_MAX, "blocs")
    _compter(sum(_cellules(b) for b in rapport.blocs), CELLULES_MAX, "cellules de tableau")
    _compter(sum(isinstance(b, Figure) for b in rapport.blocs), FIGURES_MAX, "figures")
    _verifier_titres(rapport.blocs)


def verifier_texte(longueur: int) -> None:
    """DocumentRefuse si un seul texte passe la borne."""
    _compter(longueur, SIGNES_PAR_TEXTE, "signes dans un seul texte")


def verifier_total(longueur: int) -> None:
    """DocumentRefuse si tous les textes ensemble passent la borne."""
    _compter(longueur, SIGNES_MAX, "signes en tout")


def _compter(nombre: int, borne: int, de_quoi: str) -> None:
    if nombre > borne:
        raise DocumentRefuse(f"Ce document compte {nombre} {de_quoi} ; la limite est de {borne}. Coupez-le en deux.")


def _cellules(bloc: Bloc) -> int:
    return len(bloc.entetes) * (len(bloc.lignes) + 1) if isinstance(bloc, Tableau) else 0


def _verifier_titres(blocs: tuple[Bloc, ...]) -> None:
    precedent = 0
    for bloc in blocs:
        if isinstance(bloc, Titre):
            if bloc.niveau > precedent + 1:
                raise DocumentRefuse(
                    f"Le titre « {bloc.texte} » passe du niveau {precedent} au niveau {bloc.niveau} : "
                    "un lecteur d’écran s’y perd. Ajoutez le niveau qui manque."
                )
            precedent = bloc.niveau
