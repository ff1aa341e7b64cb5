"""Les adresses d'un pays : sa page, ses contacts, le dossier de mission."""

from django.urls import URLPattern, path, re_path

from jumelles.web.documents.reponse import EXTENSIONS
from jumelles.web.pays import contacts, mission, vues

_UN = r"^pays/(?P<iso2>[A-Za-z]{2})"
_CONTACTS = r"^contacts/(?P<iso2>[A-Za-z]{2})/"

ADRESSES: list[URLPattern] = [
    path("pays/", vues.liste, name="pays_liste"),
    re_path(_UN + r"(?:-(?P<nom>[^/]*))?/$", vues.fiche, name="pays"),
    re_path(_UN + r"/mission/$", mission.preparer, name="pays_mission"),
    re_path(_UN + rf"/mission\.{EXTENSIONS}$", mission.emporter, name="pays_mission_fichier"),
    re_path(
        rf"^chez-nous/(?P<code>[0-9A-Za-z.-]{{1,16}})/mission-(?P<iso2>[A-Za-z]{{2}})\.{EXTENSIONS}$",
        mission.emporter_chez_nous, name="chez_nous_mission",
    ),
    re_path(_CONTACTS + "$", contacts.tenir, name="pays_contacts"),
    re_path(
        _CONTACTS + r"(?P<identifiant>[0-9]{1,15})/(?P<quoi>retirer|reverifier|redemander)/$",
        contacts.geste, name="pays_contact_geste",
    ),
    path("contacts/accord/", contacts.accord, name="contact_accord"),
]  # fmt: skip
