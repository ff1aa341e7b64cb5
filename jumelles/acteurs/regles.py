"""Les décisions pures sur un contact : à qui il est, ce qu'il peut porter, quand le revérifier."""

import hashlib
import re
import unicodedata
from datetime import date

# Dans une adresse, les mots d'un service, en français, anglais, espagnol et portugais, sans accents.
_SERVICES = frozenset({
    "accueil", "admin", "afd", "agence", "agencia", "agency", "ajuntament", "alcaldia",
    "ambassade", "antenne", "association", "ayuntamiento", "board", "bonjour", "bureau", "cabinet", "camara",
    "chambre", "city", "comite", "commune", "comunicacion", "comunicacao", "communication", "community", "consulat",
    "contact", "contacto", "contato", "cooperacao", "cooperacion", "cooperation", "coordination", "council", "courrier",
    "culture", "delegation", "departement", "department", "direction", "ecoute", "embaixada", "embajada", "embassy",
    "enquiries", "europe", "federation", "gabinete", "geral", "hello", "info", "infos", "inquiries", "international",
    "intercommunalite", "jumelage", "jumelages", "mail", "mairie", "mayor", "mission", "municipal", "municipalidad",
    "municipio", "office", "oficina", "partenariat", "partenariats", "poste", "prefeitura", "presse", "press",
    "recepcion", "region", "relations", "representation", "reseau", "scac", "secretaria", "secretariat", "secretary",
    "sede", "service", "services", "siege", "solidarite", "standard", "support", "team", "territoires", "twinning",
    "ville", "webmaster",
})  # fmt: skip
# Un mot assez long se reconnaît aussi collé à un autre : « relationsinternationales@ ».
_LONGS = tuple(m for m in _SERVICES if len(m) >= 7)


def ressemble_a_une_personne(courriel: str) -> bool:
    """Vrai pour une adresse dont aucun mot n'est celui d'un service, « dupont@… » compris ; faux si elle est vide."""
    avant = courriel.strip().partition("@")[0]
    sans_accents = unicodedata.normalize("NFKD", avant.casefold()).encode("ascii", "ignore").decode()
    mots = set(re.findall(r"[a-z]+", sans_accents))
    dit_un_service = mots & _SERVICES or any(long in mot for mot in mots for long in _LONGS)
    return bool(avant) and not dit_un_service


def is_a_reverifier(verifie_le: date, jour: date) -> bool:
    """Vrai douze mois après la dernière vérification."""
    echeance = (verifie_le.year + 1, verifie_le.month, verifie_le.day)
    return (jour.year, jour.month, jour.day) >= echeance


def empreinte(*morceaux: object) -> str:
    """L'empreinte d'une saisie : la même, redite avec d'autres espaces ou capitales, est la même."""
    dits = ("" if m is None else " ".join(str(m).split()).casefold() for m in morceaux)
    return hashlib.sha256("\x1f".join(dits).encode()).hexdigest()
