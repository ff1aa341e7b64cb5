"""Trouver, parmi les noms connus, ceux que la mention pourrait vouloir dire : peu, et sans en manquer un."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio

from jumelles.rapprochement.enonce import Enonce
from jumelles.rapprochement.reductions import (
    LONGUEUR_FLOUE,
    LONGUEUR_MOT,
    compacter,
    empreinte,
    mots_pleins,
    suppressions,
    trier,
)
from jumelles.rapprochement.repertoire import Repertoire

PAR_BLOC = 40
RESSEMBLANCE = 80.0
COURT = 8
COMMUN = 5


class Piste(NamedTuple):
    """Un nom du répertoire (rang), le lien qu'il a avec la mention, et la façon dont on a lu la mention.

    rarete : « nom_rare » si ce nom exact n'a qu'un porteur, « nom_commun » s'il en a cinq ou plus, tous pays confondus.
    """

    nom: int
    lien: str
    variante: str
    rarete: str = ""


def pistes_exactes(repertoire: Repertoire, enonces: Sequence[Enonce]) -> list[list[Piste]]:
    """Pour chaque énoncé, les noms égaux à l'une de ses clés."""
    demandes = [(i, cle, variante) for i, e in enumerate(enonces) for cle, variante in e.essais]
    trouves = repertoire.trouver("exact", [empreinte(cle) for _, cle, _ in demandes])
    pistes: list[list[Piste]] = [[] for _ in enonces]
    for (i, cle, variante), noms in zip(demandes, trouves, strict=True):
        if len(noms):
            siens = [n for n in noms.tolist() if repertoire.cles[n] == cle]
            rarete = _rarete(len({repertoire.cible_du_nom[n] for n in siens}))
            pistes[i] += [Piste(n, "exact", variante, rarete) for n in siens]
    return pistes


def _rarete(porteurs: int) -> str:
    if porteurs == 1:
        return "nom_rare"
    return "nom_commun" if porteurs >= COMMUN else ""


def pistes_floues(repertoire: Repertoire, enonces: Sequence[Enonce], pays: Sequence[str]) -> list[list[Piste]]:
    """Pour chaque énoncé, les noms qui lui ressemblent : mots mêlés, lettre de trop, mots communs."""
    essais = [(i, c, v) for i, e in enumerate(enonces) for c, v in e.essais if v != "entre_parentheses"]
    pistes: list[list[Piste]] = [[] for _ in enonces]
    for bloc in ("trie", "lettre", "mot"):
        demandes = [(i, cle, v, h) for i, cle, v in essais for h in _empreintes(bloc, cle, pays[i])]
        trouves = repertoire.trouver(bloc, [d[3] for d in demandes])
        vus: set[tuple[int, int]] = set()
        for (i, cle, variante, _), noms in zip(demandes, trouves, strict=True):
            for n in noms[:PAR_BLOC].tolist():
                if (i, n) not in vus and (lien := _lier(bloc, cle, repertoire.cles[n])):
                    vus.add((i, n))
                    pistes[i].append(Piste(n, lien, variante))
    return pistes


def _empreintes(bloc: str, cle: str, pays: str) -> Iterable[int]:
    match bloc:
        case "trie":
            return (empreinte(trier(cle)),)
        case "lettre":
            compact = compacter(cle)
            return suppressions(compact) if len(compact) >= LONGUEUR_FLOUE else ()
    return {empreinte(f"{pays}{m}") for m in mots_pleins(cle) if len(m) >= LONGUEUR_MOT} if pays else ()


def _lier(bloc: str, cle: str, connue: str) -> str:
    """Le lien entre deux clés ; « » si elles ne se ressemblent pas assez."""
    if bloc == "trie":
        return "mots_meles" if trier(cle) == trier(connue) else ""
    ici, la = compacter(cle), compacter(connue)
    lettres = OSA.distance(ici, la, score_cutoff=2)
    if lettres == 0:
        return "mots_meles"
    if lettres == 1:
        return "une_lettre" if min(len(ici), len(la)) >= COURT else "une_lettre_court"
    if lettres == 2 and min(len(ici), len(la)) >= COURT:
        return "deux_lettres"
    if OSA.normalized_similarity(ici, la) * 100 >= RESSEMBLANCE:
        return "ressemblant"
    return "partiel" if bloc == "mot" and token_set_ratio(cle, connue) >= 95.0 else ""
