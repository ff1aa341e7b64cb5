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
RESSEMBLANCE = 80.0  # une lettre fautive sur cinq
LETTRES_PAR_FAUTE = 5
MOTS_COMMUNS = 95.0
COURT = 8
COMMUN = 5
# Ce qu'un nom peut coûter, quoi qu'on y écrive ; le plus cher des jeux de vérité en demande sept cents.
COMPARAISONS_MAX = 800
LONGUEUR_FLOUE_MAX = 150


class Piste(NamedTuple):
    """Un nom du répertoire (rang), le lien qu'il a avec la mention, et la façon dont on a lu la mention.

    rarete : « nom_rare » si ce nom exact n'a qu'un porteur, « nom_commun » s'il en a cinq ou plus, tous pays confondus.
    """

    nom: int
    lien: str
    variante: str
    rarete: str = ""


class _Essai(NamedTuple):
    """Une façon de lire un énoncé : son rang, la clé, la clé sans espaces, la variante."""

    rang: int
    cle: str
    compacte: str
    variante: str


def pistes_exactes(repertoire: Repertoire, enonces: Sequence[Enonce]) -> list[list[Piste]]:
    """Pour chaque énoncé, les noms égaux à l'une de ses clés."""
    demandes = [(i, cle, variante) for i, e in enumerate(enonces) for cle, variante in e.essais]
    pistes: list[list[Piste]] = [[] for _ in enonces]
    for place, noms in repertoire.trouver("exact", [empreinte(cle) for _, cle, _ in demandes]):
        i, cle, variante = demandes[place]
        siens = [n for n in noms if repertoire.cles[n] == cle]
        rarete = _rarete(len({repertoire.cible_du_nom[n] for n in siens}))
        pistes[i] += [Piste(n, "exact", variante, rarete) for n in siens]
    return pistes


def _rarete(porteurs: int) -> str:
    if porteurs == 1:
        return "nom_rare"
    return "nom_commun" if porteurs >= COMMUN else ""


def pistes_floues(repertoire: Repertoire, enonces: Sequence[Enonce], pays: Sequence[str]) -> list[list[Piste]]:
    """Pour chaque énoncé, les noms de son pays qui lui ressemblent : mots mêlés, lettre de trop, mots communs.

    pays : ISO 2 de chacun ; vide, le nom se cherche partout, sauf par ses mots communs.
    """
    essais = [
        _Essai(i, c, compacter(c), v) for i, e in enumerate(enonces) for c, v in e.essais if v != "entre_parentheses"
    ]
    pistes: list[list[Piste]] = [[] for _ in enonces]
    restent = [COMPARAISONS_MAX] * len(enonces)
    for bloc in ("trie", "lettre", "mot"):
        demandes = [(essai, h) for essai in essais for h in _empreintes(bloc, essai, pays[essai.rang])]
        vus: set[tuple[int, int]] = set()
        juges: dict[tuple[str, int], str] = {}
        for place, noms in repertoire.trouver(bloc, [h for _, h in demandes], combien=PAR_BLOC):
            essai = demandes[place][0]
            i = essai.rang
            essayes = noms[: restent[i]]
            restent[i] -= len(essayes)
            for n in essayes:
                if (i, n) in vus or (pays[i] and repertoire.pays[repertoire.entite_du_nom[n]] != pays[i]):
                    continue
                lien = juges.get((essai.cle, n))
                if lien is None:
                    lien = juges[essai.cle, n] = _lier(bloc, essai, repertoire.cles[n])
                if lien:
                    vus.add((i, n))
                    pistes[i].append(Piste(n, lien, essai.variante))
    return pistes


def _empreintes(bloc: str, essai: _Essai, pays: str) -> Iterable[int]:
    match bloc:
        case "trie":
            return (empreinte(trier(essai.cle)),)
        case "lettre":
            is_a_essayer = LONGUEUR_FLOUE <= len(essai.compacte) <= LONGUEUR_FLOUE_MAX
            return suppressions(essai.compacte) if is_a_essayer else ()
    return {empreinte(f"{pays}{m}") for m in mots_pleins(essai.cle) if len(m) >= LONGUEUR_MOT} if pays else ()


def _lier(bloc: str, essai: _Essai, connue: str) -> str:
    """Le lien entre deux clés ; « » si elles ne se ressemblent pas assez."""
    if bloc == "trie":
        return "mots_meles" if trier(essai.cle) == trier(connue) else ""
    ici, la = essai.compacte, compacter(connue)
    court, long_ = (len(ici), len(la)) if len(ici) < len(la) else (len(la), len(ici))
    # Au-delà, ni deux lettres près, ni ressemblant : inutile de compter jusqu'au bout.
    lettres = OSA.distance(ici, la, score_cutoff=max(2, long_ // LETTRES_PAR_FAUTE + 1))
    if lettres == 0:
        return "mots_meles"
    if (proche := _dire_les_lettres(lettres, court, long_)) and _numeros(essai.cle) == _numeros(connue):
        return proche
    partage = bloc == "mot" and token_set_ratio(essai.cle, connue, score_cutoff=MOTS_COMMUNS)
    return "partiel" if partage else ""


def _dire_les_lettres(lettres: int, court: int, long_: int) -> str:
    if lettres == 1:
        return "une_lettre" if court >= COURT else "une_lettre_court"
    if lettres == 2 and court >= COURT:
        return "deux_lettres"
    return "ressemblant" if (1.0 - lettres / long_) * 100 >= RESSEMBLANCE else ""


def _numeros(cle: str) -> list[str]:
    """Les nombres d'un nom : « Prague 6 » n'est pas « Prague » à une lettre près, c'est un de ses quartiers."""
    return [mot for mot in cle.split() if mot.isdigit()]
