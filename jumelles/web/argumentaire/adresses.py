"""Les adresses de l'argumentaire : la demande, les fichiers tels quels, les retouches."""

from django.urls import URLPattern, path, re_path

from jumelles.web.argumentaire import retouches, vues
from jumelles.web.documents.reponse import EXTENSIONS

ADRESSES: list[URLPattern] = [
    path("argumentaire/", vues.argumentaire, name="argumentaire"),
    re_path(rf"^argumentaire/texte\.{EXTENSIONS}$", vues.emporter, name="argumentaire_fichier"),
    path("argumentaire/retoucher/", retouches.retoucher, name="argumentaire_retoucher"),
]
