"""/territoires/<code>-<nom>/portrait/ et ses fichiers."""

from django.urls import re_path

from jumelles.web.documents import EXTENSIONS
from jumelles.web.portraits import vues

_TERRITOIRE = r"^territoires/(?P<code>[0-9A-Za-z.]{1,16})(?:-(?P<nom>[^/]*))?/portrait"

ADRESSES = [
    re_path(_TERRITOIRE + "/$", vues.portrait, name="portrait"),
    re_path(_TERRITOIRE + rf"\.{EXTENSIONS}$", vues.fichier, name="portrait_fichier"),
]
