"""Les adresses de la note : choisir sa collectivité, puis la note et ses fichiers."""

from django.urls import URLPattern, path, re_path

from jumelles.web.documents import EXTENSIONS
from jumelles.web.note import vues

_CODE = r"^territoires/(?P<code>[0-9A-Za-z.]{1,16})"

ADRESSES: list[URLPattern] = [
    path("note/", vues.choisir, name="note_choisir"),
    re_path(_CODE + r"(?:-(?P<nom>[^/]*))?/note\." + EXTENSIONS + "$", vues.document, name="note_document"),
    re_path(_CODE + r"(?:-(?P<nom>[^/]*))?/note/$", vues.note, name="note"),
]
