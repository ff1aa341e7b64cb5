"""Juger : de toutes les pistes d'une mention, laquelle est la bonne, avec quelle probabilité, et peut-on s'y tenir ?

Modèle de choix : chaque cible a une utilité (la somme des poids de ses traits), « aucune d'elles » aussi ; la
probabilité d'une cible est la part de son exponentielle dans le total. Deux homonymes se partagent donc ce qu'un nom
seul aurait eu.
"""

from collections.abc import Iterable, Sequence
from math import exp
from typing import NamedTuple

from jumelles.rapprochement.bloquer import Piste
from jumelles.rapprochement.comparer import Contexte, comparer
from jumelles.rapprochement.enonce import Enonce
from jumelles.rapprochement.poids import Poids
from jumelles.rapprochement.repertoire import Repertoire

# En France une faute coûte plus cher qu'une relecture ; à l'étranger, l'indice « pays » est toujours là.
SEUIL_FRANCE = 0.985
SEUIL_MONDE = 0.9
SEUIL_ECARTE = 0.02
PAS_EN_PROPRE = frozenset({"court", "etranger", "ancien", "d_hier", "entre_parentheses", "niveau_autre"})
SITUENT = frozenset({"departement_meme", "a_moins_de_2_km", "a_moins_de_8_km"})
# « London » n'est pas « London Borough of Ealing », ni « Essen, Basse-Saxe » la ville de la Ruhr.
DE_LOIN = frozenset({"partiel", "premier"})
# Un indice qui contredit le nom : une personne doit voir, si probable que ce soit.
CONTRAIRES = frozenset({"population_tres_autre", "departement_autre", "niveau_autre", "plus_loin"})


class Choix(NamedTuple):
    """Une cible possible : dans quel répertoire, par quelle piste, ses traits, sa taille, son utilité."""

    repertoire: Repertoire
    piste: Piste
    cible: int
    traits: tuple[str, ...]
    taille: float
    utilite: float
    poids: Poids


def choisir(contexte: Contexte, pistes: Iterable[tuple[Repertoire, Piste, Poids]]) -> list[Choix]:
    """Un choix par cible, par sa meilleure piste, du plus probable au moins probable."""
    meilleurs: dict[tuple[int, int], Choix] = {}
    for repertoire, piste, poids in pistes:
        cible = repertoire.cible_du_nom[piste.nom]
        traits, grandeur = comparer(contexte, repertoire, piste), repertoire.tailles[cible]
        utilite = poids.somme(traits) + poids.valeurs["taille"] * grandeur
        connu = meilleurs.get((id(repertoire), cible))
        if connu is None or utilite > connu.utilite:
            meilleurs[(id(repertoire), cible)] = Choix(repertoire, piste, cible, traits, grandeur, utilite, poids)
    if len(meilleurs) < 2:
        return list(meilleurs.values())
    # À égalité, le rang : le même à chaque fois, et le plus peuplé d'abord.
    return sorted(meilleurs.values(), key=_ordre)


def _ordre(choix: Choix) -> tuple[float, int]:
    return (-choix.utilite, choix.cible)


def traits_d_aucun(enonce: Enonce) -> tuple[str, ...]:
    """Ce qui, dans la mention, fait penser que le répertoire ne l'a pas."""
    traits = ["aucun"]
    if enonce.niveau_etranger in ("division", "quartier"):
        traits.append(f"aucun_{enonce.niveau_etranger}")
    if enonce.is_syndicat:
        traits.append("aucun_syndicat")
    return tuple(traits)


def probabilites(choix: Sequence[Choix], enonce: Enonce) -> list[float]:
    """La probabilité de chaque choix ; le reste, jusqu'à 1, est celle d'aucun."""
    if not choix:
        return []
    aucun = choix[0].poids.somme(traits_d_aucun(enonce))
    haut = max([aucun, *(c.utilite for c in choix)])
    parts = [exp(c.utilite - haut) for c in choix]
    total = sum(parts) + exp(aucun - haut)
    return [p / total for p in parts]


def is_contredit(choix: Choix) -> bool:
    """Vrai si un indice dément le nom ; une population sans rapport ne dément pas un lieu que le reste confirme."""
    if CONTRAIRES.isdisjoint(choix.traits):  # presque toujours
        return False
    contraires = CONTRAIRES.intersection(choix.traits)
    if contraires == {"population_tres_autre"}:
        return SITUENT.isdisjoint(choix.traits)
    return True


def is_seul_de_son_nom(choix: Sequence[Choix]) -> bool:
    """Vrai si la première porte exactement ce nom, et nulle autre d'aujourd'hui."""
    return "exact" in choix[0].traits and not any(_porte_le_nom(c) for c in choix[1:])


def _porte_le_nom(choix: Choix) -> bool:
    """Vrai si elle est d'aujourd'hui, du niveau dit, et porte ce nom en propre : seul, « Lyon » dit la commune."""
    return "exact" in choix.traits and not PAS_EN_PROPRE.intersection(choix.traits)
