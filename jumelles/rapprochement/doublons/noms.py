"""Lire le nom d'une structure : sa forme juridique, son nom nu, les initiales qui en font un sigle."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jumelles.rapprochement.memoire import garder_les_courts
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.reductions import mots_pleins

_PARENTHESE = re.compile(r"\(([^()]*)\)")
SIGLE_MIN, SIGLE_MAX = 3, 12
LONGUEUR_GARDEE = 250  # un nom se relit à chaque paire


@dataclass(frozen=True, slots=True)
class NomDeStructure:
    """cle : tout le nom ; nu : sans forme juridique ni parenthèse ; forme : sa sorte ; sigles : normalisés."""

    cle: str
    nu: str
    forme: str
    sigles: frozenset[str]
    initiales: str


@cache
def _formes() -> dict[str, str]:
    lignes = (files("jumelles.rapprochement.doublons") / "formes_juridiques.csv").read_text(encoding="utf-8")
    return dict(ligne.split(",") for ligne in lignes.splitlines()[1:] if ligne)


@garder_les_courts(32_768, longueur=LONGUEUR_GARDEE)
def lire_nom(nom: str, sigle: str = "") -> NomDeStructure:
    """« Association Eau Vive (AEV) » → nu « eau vive », forme « association », sigle « aev »."""
    dits = {cle(sigle), *(cle(p) for p in _PARENTHESE.findall(nom) if p.isupper())}
    entier = cle(_PARENTHESE.sub(" ", nom)) or cle(nom)
    nu, forme = _sans_forme(entier)
    sigles = frozenset(s for s in (*(d.replace(" ", "") for d in dits), _nom_en_sigle(nom)) if _is_sigle(s))
    mots = mots_pleins(nu)
    return NomDeStructure(cle(nom), nu, forme, sigles, "".join(m[0] for m in mots) if len(mots) >= SIGLE_MIN else "")


def _is_sigle(texte: str) -> bool:
    return SIGLE_MIN <= len(texte) <= SIGLE_MAX


def _nom_en_sigle(nom: str) -> str:
    """« G.R.E.T. » ou « GRET » : tout le nom est un sigle."""
    lettres = "".join(c for c in nom if c.isalnum())
    return cle(lettres) if lettres.isupper() and len(lettres) <= 8 and " " not in nom.strip() else ""


def _sans_forme(entier: str) -> tuple[str, str]:
    mots = entier.split()
    for combien in (3, 2, 1):
        if len(mots) > combien:
            debut, fin = " ".join(mots[:combien]), " ".join(mots[-combien:])
            if debut in _formes():
                return " ".join(mots[combien:]), _formes()[debut]
            if fin in _formes():
                return " ".join(mots[:-combien]), _formes()[fin]
    return entier, ""
