"""Un rapport, rendu au visiteur dans le format qu'il demande."""

from jumelles.web.documents.places import une_place
from jumelles.web.documents.reponse import (
    EXTENSIONS,
    FORMATS_DOCUMENT,
    FormatDocument,
    en_fichier,
    en_page,
    repondre,
    sommaire,
    telechargements,
)

__all__ = [
    "EXTENSIONS",
    "FORMATS_DOCUMENT",
    "FormatDocument",
    "en_fichier",
    "en_page",
    "repondre",
    "sommaire",
    "telechargements",
    "une_place",
]
