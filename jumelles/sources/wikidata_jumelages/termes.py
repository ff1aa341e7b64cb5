"""Lire les valeurs RDF d'un export SPARQL : adresses, textes, points, instants."""

import re
from typing import Any

from jumelles.sources.problemes import FichierRefuse

_ADRESSE = re.compile(r"<([^<>\s]*)>")
_TEXTE = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@[A-Za-z-]+|\^\^<[^<>\s]*>)?')
_ECHAPPE = re.compile(r"\\(.)")
_ECHAPPES = {"t": "\t", "n": "\n", "r": "\r"}
_QID = re.compile(r"(?:https?://www\.wikidata\.org/entity/)?(Q[1-9]\d{0,14})")
_POINT = re.compile(r"point\s*\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE)
_INSTANT = re.compile(r"\+?(\d{4})-(\d{2})-(\d{2})(?:T[0-9:.]*Z?)?")
ANNEE, MOIS = 9, 10


def lire_terme(texte: str) -> str:
    """Un terme du format TSV officiel (« <adresse> », « "texte"@fr ») ou déjà nu, rendu nu."""
    adresse = _ADRESSE.fullmatch(texte)
    if adresse:
        return adresse.group(1)
    cite = _TEXTE.fullmatch(texte)
    if cite:
        return _ECHAPPE.sub(lambda m: _ECHAPPES.get(m.group(1), m.group(1)), cite.group(1))
    return texte


def lire_liaison(valeur: Any, ligne: int) -> str:
    """La valeur d'une variable en JSON : {"type": …, "value": …} ou texte nu."""
    if isinstance(valeur, dict):
        valeur = valeur.get("value", "")
    if isinstance(valeur, bool) or not isinstance(valeur, str | int | float):
        raise FichierRefuse("une valeur n'est ni un texte ni un nombre", "exportez de nouveau la requête", ligne=ligne)
    return str(valeur)


def lire_qid(texte: str) -> str:
    """« http://www.wikidata.org/entity/Q456 » ou « Q456 » → « Q456 » ; vide sinon."""
    trouve = _QID.fullmatch(texte)
    return trouve.group(1) if trouve else ""


def lire_point(texte: str) -> tuple[str, str] | None:
    """« Point(2.37 51.03) » → (« 51.03 », « 2.37 ») ; la longitude vient d'abord dans la source."""
    trouve = _POINT.fullmatch(texte)
    return (trouve.group(2), trouve.group(1)) if trouve else None


def lire_instant(texte: str, precision: str) -> str:
    """Un instant à la précision que la source lui donne (9 : année, 10 : mois, 11 : jour) ; vide sinon.

    Sans précision, un 1er janvier est une année : c'est ainsi que Wikidata range une année seule.
    """
    trouve = _INSTANT.fullmatch(texte)
    if trouve is None:
        return ""
    annee, mois, jour = trouve.groups()
    rang = int(precision) if re.fullmatch(r"\d{1,2}", precision) else 0
    if rang == ANNEE or mois == "00" or (not rang and (mois, jour) == ("01", "01")):
        return annee
    return f"{annee}-{mois}" if rang == MOIS or jour == "00" else f"{annee}-{mois}-{jour}"
