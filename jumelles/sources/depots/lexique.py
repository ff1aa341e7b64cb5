"""Les mots que les gens emploient pour une nature, un état, un niveau, et le code qui leur répond."""

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel import cadres, thesaurus

TABLE = Path(__file__).parent / "lexique.csv"
_ODD = re.compile(r"^(?:odd|sdg|ods|objectif|goal)?\s*(\d{1,2})(?:\.(?:\d{1,2}|[a-d]))?(?:\s*[-–:].*)?$", re.I)


@cache
def _mots(liste: str) -> dict[str, str]:
    """Mot normalisé → code."""
    with TABLE.open(encoding="utf-8", newline="") as fichier:
        return {
            cle(mot): ligne["code"]
            for ligne in csv.DictReader(fichier)
            if ligne["liste"] == liste
            for mot in (ligne["code"], *ligne["mots"].split(";"))
        }


def lire_mot(liste: str, texte: str) -> str:
    """Le code (« nature », « etat », « niveau », « partenaire_niveau ») que ce texte dit ; "" si on ne sait pas.

    Le texte entier d'abord, puis son début : « jumelage (1998) » est un jumelage.
    """
    connus, dit = _mots(liste), cle(texte)
    if dit in connus:
        return connus[dit]
    nu = cle(texte.partition("(")[0])
    if nu in connus:
        return connus[nu]
    debuts = [m for m in connus if " " in m and dit.startswith(m + " ")]
    return connus[max(debuts, key=len)] if debuts else ""


@cache
def _themes() -> dict[str, str]:
    """Code ou libellé d'un thème, mots courants qui le disent, codes CAD ou libellés RRMA d'un seul thème."""
    propres = {cle(mot): t.code for t in reversed(thesaurus.themes()) for mot in (t.code, t.libelle)}
    return {**_themes_d_ailleurs(), **_mots("theme"), **propres}


def _themes_d_ailleurs() -> dict[str, str]:
    repondent: defaultdict[str, list[str]] = defaultdict(list)
    for theme in thesaurus.themes():
        for c in thesaurus.correspondances("themes", theme.code):
            repondent[cle(c.correspond)].append(theme.code)
            repondent[cle(thesaurus.libelle(c.vers, c.correspond))].append(theme.code)
    return {mot: codes[0] for mot, codes in repondent.items() if len(set(codes)) == 1 and not _ODD.match(mot)}


@cache
def _dimensions() -> dict[str, str]:
    return {cle(mot): t.code for t in thesaurus.dimensions() for mot in (t.code, t.libelle)}


def lire_theme(texte: str) -> str:
    """Le code du thème de ce nom ou de ce code ; "" s'il n'est pas au thésaurus."""
    return _themes().get(cle(texte), "")


def lire_dimension(texte: str) -> str:
    """Le code de la dimension ; "" si elle n'en est pas une."""
    return _dimensions().get(cle(texte), "")


@cache
def _cadres() -> dict[str, str]:
    return {cle(mot): c.code for c in cadres.cadres() for mot in (c.code, c.libelle)}


def lire_cadre(texte: str) -> str:
    """Le code du cadre de ce nom ou de ce code ; "" s'il n'est pas à la table des cadres."""
    return _cadres().get(cle(texte), "")


def lire_odd(texte: str) -> str:
    """« ODD 6 », « 6.1 », « Objectif 6 : eau » → « 6 » ; "" au-delà de 17."""
    trouve = _ODD.match(texte.strip())
    if trouve is None or not 1 <= int(trouve[1]) <= 17:
        return ""
    return str(int(trouve[1]))
