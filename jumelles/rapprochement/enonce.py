"""Lire un nom tel qu'une ligne l'écrit : les clés qu'il permet d'essayer, et ce qu'il dit d'autre que le nom."""

import re
from dataclasses import dataclass
from itertools import islice

from jumelles.rapprochement.formes import Forme, lire_forme
from jumelles.rapprochement.memoire import garder_les_courts
from jumelles.rapprochement.mots_administratifs import lire_mots
from jumelles.rapprochement.normaliser import cle

_ARTICLE = re.compile(r"^(.{2,}?)\s*[,(]\s*(l[ea]s?|l['’])\s*\)?$", re.I)
_ABREGES = (
    (re.compile(r"\bs/s[ -]?", re.I), "sous "),
    (re.compile(r"\bs/[ -]?", re.I), "sur "),
    (re.compile(r"\b([A-Z])\.\s?(?=[A-Z]\.)"), r"\1"),
    (re.compile(r"\b(C[ACDGRU]|EP[CT]I?)\."), r"\1 "),
    (re.compile(r"\bN\.?-?D\.?(?=[ -]d)", re.I), "Notre-Dame"),
)
_PARENTHESE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_COUPE = re.compile(r"\s*[,;/|]\s*|\s+[-–—]\s+")
_SIGNES = re.compile(r"[()\[\],;/|.]|\s[-–—]\s|\b[Nn]-?[Dd]\b")
_CODE = re.compile(r"\b(?:0[1-9]|[1-8]\d|9[0-5]|2[ABab]|97[1-6])(?:\d{3})?\b")
_SANS_FORME = Forme(frozenset(), ())
# Deux fois ce qu'un vrai nom permet : cent parenthèses ne font pas cent recherches.
ESSAIS_MAX = 12


@dataclass(frozen=True, slots=True)
class Enonce:
    """essais : (clé, variante), du plus fidèle au plus libre ; niveaux : ceux que les mots du nom annoncent.

    niveau_etranger : « ville », « division » ou « » selon les mots, en dix langues ; apartes : clés de ce que disent
    les parenthèses ou ce qui suit une virgule ; codes : codes de département lus dans le nom.
    """

    essais: tuple[tuple[str, str], ...]
    niveaux: frozenset[str]
    niveau_etranger: str
    apartes: tuple[str, ...]
    codes: frozenset[str]
    is_syndicat: bool = False


@garder_les_courts(32_768)
def lire_enonce(nom: str, *, francais: bool, etranger: bool) -> Enonce:
    """« CA de Saint-Omer (62) » → essais « ca de saint omer », « saint omer » ; niveaux {ca} ; code 62."""
    dedans: list[str] = []
    if _SIGNES.search(nom) is None:  # presque toujours : rien à déplier ni à couper
        dehors, morceaux = nom, [nom]
    else:
        nom, dedans, dehors, morceaux = _couper(nom)
    forme = lire_forme(dehors) if francais else _SANS_FORME
    niveau_etranger, nus = lire_mots(cle(dehors)) if etranger else ("", ())
    essais: dict[str, str] = {}
    for texte, variante in _textes(nom, dehors, morceaux, dedans):
        essais.setdefault(cle(texte), variante)
    for nu in (*forme.cles[1:], *nus):
        essais.setdefault(nu, "sans_mot")
    essais.pop("", None)
    apartes = tuple(k for t in (*dedans, *morceaux[1:]) if (k := cle(t)))[:ESSAIS_MAX]
    codes = frozenset(_departement(c) for c in _CODE.findall(" ".join(dedans + morceaux[1:])))
    retenus = tuple(islice(essais.items(), ESSAIS_MAX))
    return Enonce(retenus, forme.niveaux, niveau_etranger, apartes, codes, forme.is_syndicat)


def _couper(nom: str) -> tuple[str, list[str], str, list[str]]:
    """Le nom déplié, ce que disent ses parenthèses, ce qui reste sans elles, et ses morceaux."""
    nom = _deplier(nom)
    dedans = [p for p in _PARENTHESE.findall(nom) if p.strip()]
    dehors = _PARENTHESE.sub(" ", nom).strip() or nom
    return nom, dedans, dehors, [m for m in _COUPE.split(dehors) if m]


def _deplier(nom: str) -> str:
    """« Rochelle (La) » → « La Rochelle » ; « Flers s/Noye » → « Flers sur Noye » ; « C.C. du Val » → « CC du Val »."""
    for motif, par in _ABREGES:
        nom = motif.sub(par, nom)
    renvoye = _ARTICLE.match(nom)
    return f"{renvoye[2]} {renvoye[1]}" if renvoye else nom


def _textes(nom: str, dehors: str, morceaux: list[str], dedans: list[str]) -> list[tuple[str, str]]:
    textes = [(nom, "entier")]
    if dedans:
        textes += [(dehors, "sans_parenthese"), *((d, "entre_parentheses") for d in dedans if not _CODE.search(d))]
    if len(morceaux) > 1:
        textes.append((morceaux[0], "premier"))
    return textes


def _departement(code: str) -> str:
    code = code.upper()
    return code[:3] if code.startswith("97") else code[:2]
