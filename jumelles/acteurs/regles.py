"""Les décisions pures sur un contact : à qui il est, ce qu'il peut porter, quand le revérifier."""

import hashlib
import unicodedata
from datetime import date

_GMAIL = ("gmail.com", "googlemail.com")


def is_a_reverifier(verifie_le: date, jour: date) -> bool:
    """Vrai douze mois après la dernière vérification."""
    echeance = (verifie_le.year + 1, verifie_le.month, verifie_le.day)
    return (jour.year, jour.month, jour.day) >= echeance


def empreinte(*morceaux: object) -> str:
    """L'empreinte d'une saisie : la même, redite avec d'autres espaces ou capitales, est la même."""
    dits = ("" if m is None else " ".join(str(m).split()).casefold() for m in morceaux)
    return hashlib.sha256("\x1f".join(dits).encode()).hexdigest()


def empreinte_du_jeton(jeton: str) -> str:
    """L'empreinte d'un jeton, au caractère près."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def empreintes_lues(jeton: str) -> tuple[str, str]:
    """Celles d'un jeton reçu : au caractère près, et comme on l'écrivait avant, pour les liens déjà envoyés."""
    return empreinte_du_jeton(jeton), empreinte(jeton)


def empreintes_d_adresse(courriel: str) -> set[str]:
    """Celles d'un refus : de la boîte, et de l'adresse telle quelle, pour les refus d'avant."""
    return {empreinte(boite(courriel)), empreinte(courriel)} if courriel else set()


def boite(courriel: str) -> str:
    """La boîte où arrive un courriel : « moi+autre@ » est « moi@ » ; chez Gmail, les points ne comptent pas."""
    avant, _arobase, domaine = unicodedata.normalize("NFKC", courriel).strip().casefold().rpartition("@")
    avant, domaine = avant.partition("+")[0] or avant, domaine.rstrip(".")
    if domaine in _GMAIL:
        avant, domaine = avant.replace(".", ""), _GMAIL[0]
    return f"{avant}@{domaine}" if domaine else ""


def domaines(courriel: str) -> tuple[str, ...]:
    """Les domaines sous lesquels s'écrit cette boîte."""
    domaine = boite(courriel).rpartition("@")[2]
    return _GMAIL if domaine in _GMAIL else (domaine,)


def chiffres(telephone: str) -> str:
    """Les neuf derniers chiffres d'un numéro : le même, écrit avec ou sans son indicatif."""
    return "".join(c for c in unicodedata.normalize("NFKC", telephone) if c.isdecimal())[-9:]
