"""Les décisions pures sur un contact : à qui il est, ce qu'il peut porter, quand le revérifier."""

import hashlib
import re
from datetime import date

_PERSONNE = re.compile(r"^([a-zà-ÿ]{2,})[._-]([a-zà-ÿ]{2,})@", re.IGNORECASE)
_SERVICES = frozenset({
    "accueil", "admin", "agence", "ambassade", "antenne", "bureau", "chambre", "commune", "communication", "consulat",
    "contact", "cooperation", "coordination", "delegation", "direction", "embassy", "info", "infos", "international",
    "mairie", "mission", "office", "poste", "presse", "region", "representation", "reseau", "scac", "secretariat",
    "service", "services", "ville", "webmaster",
})  # fmt: skip


def ressemble_a_une_personne(courriel: str) -> bool:
    """Vrai pour « prenom.nom@… » : ni l'un ni l'autre n'est un mot de service."""
    trouve = _PERSONNE.match(courriel.strip())
    return trouve is not None and not {m.casefold() for m in trouve.groups()} & _SERVICES


def is_a_reverifier(verifie_le: date, jour: date) -> bool:
    """Vrai douze mois après la dernière vérification."""
    echeance = (verifie_le.year + 1, verifie_le.month, verifie_le.day)
    return (jour.year, jour.month, jour.day) >= echeance


def empreinte(*morceaux: object) -> str:
    """L'empreinte d'une saisie : la même, redite avec d'autres espaces ou capitales, est la même."""
    dits = ("" if m is None else " ".join(str(m).split()).casefold() for m in morceaux)
    return hashlib.sha256("\x1f".join(dits).encode()).hexdigest()
