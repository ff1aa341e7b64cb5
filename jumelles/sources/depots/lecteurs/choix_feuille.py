"""Quelle feuille d'un classeur lire."""

from collections.abc import Callable, Sequence

from jumelles.recherche.sorties.classeur import LISEZ_MOI
from jumelles.sources.depots.termes import Feuille
from jumelles.sources.problemes import FichierRefuse


def choisir(feuilles: Sequence[Feuille], porte_un_tableau: Callable[[str], bool]) -> str:
    """La première feuille visible qui porte un tableau, notre « lisez-moi » excepté ; à défaut la première visible."""
    if not feuilles:
        raise FichierRefuse("le classeur n'a aucune feuille de données", "enregistrez la bonne feuille")
    visibles = [f.nom for f in feuilles if not f.masquee and f.nom != LISEZ_MOI] or [feuilles[0].nom]
    return next((nom for nom in visibles if porte_un_tableau(nom)), visibles[0])


def exiger(choisie: str, feuilles: Sequence[Feuille]) -> None:
    """FichierRefuse si le classeur n'a pas cette feuille."""
    if choisie not in [f.nom for f in feuilles]:
        noms = ", ".join(f"« {f.nom} »" for f in feuilles)
        raise FichierRefuse(f"aucune feuille « {choisie} »", f"choisissez l'une de celles-ci : {noms}")
