"""Lire une date comme les gens l'écrivent, sans rien deviner : « 12/05/1998 », « mai 1998 », « 1998.0 »."""

import re

from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.temps import DateIllisible, DatePartielle

_MOIS = {
    **{m: i for i, m in enumerate(("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
                                   "septembre", "octobre", "novembre", "decembre"), 1)},
    **{m: i for i, m in enumerate(("january", "february", "march", "april", "may", "june", "july", "august",
                                   "september", "october", "november", "december"), 1)},
    **{m: i for i, m in enumerate(("januar", "februar", "marz", "april", "mai", "juni", "juli", "august",
                                   "september", "oktober", "november", "dezember"), 1)},
    **{m: i for i, m in enumerate(("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                                   "septiembre", "octubre", "noviembre", "diciembre"), 1)},
    "janv": 1, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_ANNEE = re.compile(r"(\d{4})(?:\.0+)?")
_ISO = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)(?:[T ]\d{2}:\d{2}.*)?")
_JOUR = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: \d{2}:\d{2}.*)?")
_MOIS_CHIFFRE = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_LETTRES = re.compile(r"(?:(?:le )?(\d{1,2})(?:er)?(?: de)? )?([a-z]{3,10})(?: de| del)? (\d{4})")
# Les numéros de jour d'un tableur, de 1900 à 2064 ; « 1998 » se lit comme une année.
_NUMERO_DE_JOUR = re.compile(r"[1-5]\d{4}(?:\.\d+)?", re.ASCII)


def is_numero_de_jour(texte: str) -> bool:
    """Vrai si un tableur a pu écrire ainsi une date : 36526 pour le 1er janvier 2000."""
    return _NUMERO_DE_JOUR.fullmatch(texte.strip()) is not None


def lire_date(texte: str) -> str:
    """La date partielle ISO que dit ce texte ; "" s'il n'en dit pas une, ou pas une seule.

    « 05/12/1998 » se lit à la française : le 5 décembre. « vers 1998 », « 1998-1999 » et « 03/25/1998 » ne se
    lisent pas.
    """
    nu = texte.strip()
    for lecture in (_lire_annee, _lire_iso, _lire_jour, _lire_mois, _lire_lettres):
        if lue := lecture(nu):
            return lue
    return ""


def _partielle(annee: str, mois: str | int | None = None, jour: str | int | None = None) -> str:
    try:
        return str(DatePartielle(int(annee), int(mois) if mois else None, int(jour) if jour else None))
    except DateIllisible:
        return ""


def _lire_annee(nu: str) -> str:
    trouve = _ANNEE.fullmatch(nu)
    return _partielle(trouve[1]) if trouve else ""


def _lire_iso(nu: str) -> str:
    trouve = _ISO.fullmatch(nu)
    return _partielle(*trouve[1].split("-")) if trouve else ""


def _lire_jour(nu: str) -> str:
    trouve = _JOUR.fullmatch(nu)
    return _partielle(trouve[3], trouve[2], trouve[1]) if trouve else ""


def _lire_mois(nu: str) -> str:
    trouve = _MOIS_CHIFFRE.fullmatch(nu)
    return _partielle(trouve[2], trouve[1]) if trouve else ""


def _lire_lettres(nu: str) -> str:
    trouve = _LETTRES.fullmatch(cle(nu))
    if trouve is None or trouve[2] not in _MOIS:
        return ""
    return _partielle(trouve[3], _MOIS[trouve[2]], trouve[1])
