"""Le nom du fichier que l'on emporte : ce qu'il contient et le jour, en ASCII et en entier."""

import re
from datetime import date
from urllib.parse import quote

from django.utils.text import slugify

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.phrase import mots_de

LONGUEUR = 90
_HORS_D_UN_NOM = re.compile(r"[^\w ,.'’()–-]+")


def disposition(filtre: Filtre, sorte: Sorte, jour: date, extension: str) -> str:
    """L'en-tête Content-Disposition (RFC 6266) de ce fichier."""
    quoi = dire(filtre, sorte)
    entier = f"jumelles {sorte}{f' {quoi}' if quoi else ''} {jour.isoformat()}.{extension}"
    ascii_ = "-".join(m for m in ("jumelles", sorte, slugify(quoi)[:LONGUEUR].strip("-"), jour.isoformat()) if m)
    return f"attachment; filename=\"{ascii_}.{extension}\"; filename*=UTF-8''{quote(entier)}"


def dire(filtre: Filtre, sorte: Sorte) -> str:
    """Les critères, en peu de mots : « Madagascar, Eau et assainissement, depuis 1990 »."""
    ici = filtre.pour(sorte)
    mots = mots_de(ici)
    dits = [ici.texte] if ici.texte else []
    dits += [str(mots[nom].get(code, code)) for nom in mots for code in getattr(ici, nom)]
    dits += [f"depuis {ici.depuis}"] if ici.depuis else []
    dits += [f"jusqu'en {ici.jusque}"] if ici.jusque else []
    return " ".join(_HORS_D_UN_NOM.sub(" ", ", ".join(dits)).split())[:LONGUEUR].strip(" ,.")
