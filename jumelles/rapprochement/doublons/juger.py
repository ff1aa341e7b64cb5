"""Juger une paire : additionner les poids de ses traits, et proposer. Jamais fondre."""

from collections.abc import Iterable
from math import exp

from jumelles.rapprochement.doublons.comparer_actions import Traits, comparer_actions
from jumelles.rapprochement.doublons.comparer_structures import comparer_structures
from jumelles.rapprochement.doublons.poids import poids_de
from jumelles.rapprochement.doublons.termes import ConstatPaire, Fiche, FicheAction, FicheStructure, PairePossible
from jumelles.rapprochement.poids import Poids

SEUIL_SUR = 0.9
SEUIL_REVOIR = 0.2  # une chance sur cinq vaut un regard
# Ce qui contredit, ou ne désigne rien de précis : si probable que ce soit, une personne doit voir.
CONTRAIRES = frozenset(
    ("parties_incluses", "parties_autres", "noms_propres_autres", "volet_autre", "pays_autre", "famille_autre",
     "titre_voisin", "titre_court", "siren_autre", "rna_autre", "lieu_autre", "niveau_autre", "deux_bouts",
     "acteur_pays_autre", "forme_autre")
)  # fmt: skip
DE_TRANCHE = frozenset(("annees_qui_se_suivent", "tranche_suivante"))


def juger(un: Fiche, autre: Fiche) -> PairePossible:
    """Comparer deux fiches de même sorte, dans un ordre ou dans l'autre. ValueError si ce sont deux sortes."""
    if un.sorte != autre.sorte:
        raise ValueError(f"« {un.ref} » et « {autre.ref} » ne se comparent pas : il faut deux fiches de même sorte.")
    gauche, droite = sorted((un, autre), key=lambda f: (len(f.ref), f.ref))
    poids = poids_de(gauche.sorte)
    traits, homonymes = _comparer(gauche, droite)
    score = 1.0 / (1.0 + exp(-sum([poids.valeurs[t] for t in ("depart", *traits)])))
    return PairePossible(
        gauche.ref, droite.ref, conclure(gauche.sorte, score, traits), round(score, 4), tuple(traits),
        tuple(_dire(poids, traits)), homonymes,
    )  # fmt: skip


def _comparer(gauche: Fiche, droite: Fiche) -> tuple[Traits, tuple[tuple[str, str], ...]]:
    if isinstance(gauche, FicheAction) and isinstance(droite, FicheAction):
        return comparer_actions(gauche, droite)
    if isinstance(gauche, FicheStructure) and isinstance(droite, FicheStructure):
        return comparer_structures(gauche, droite), ()
    raise ValueError(f"« {gauche.ref} » et « {droite.ref} » ne sont pas de même sorte.")


def conclure(sorte: str, score: float, traits: Iterable[str]) -> ConstatPaire:
    """Du score au constat ; un trait qui contredit laisse au plus « à revoir »."""
    dits = frozenset(traits)
    if score < SEUIL_REVOIR:
        return ConstatPaire.NON
    if score < SEUIL_SUR or dits & CONTRAIRES:
        return ConstatPaire.A_REVOIR
    if sorte == "projet" and dits & DE_TRANCHE:
        return ConstatPaire.TRANCHE
    return ConstatPaire.DOUBLON


def _dire(poids: Poids, traits: Traits) -> Iterable[str]:
    return (phrase for t, valeurs in traits.items() if (phrase := poids.phrases[t].format(**valeurs)))
