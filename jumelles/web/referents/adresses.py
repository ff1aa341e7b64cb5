"""Les adresses des référents, toutes chez soi : aucune n'est publique."""

from django.urls import URLPattern, path

from jumelles.web.referents import vues

_CHEZ = "chez-nous/<slug:code>/referents"

ADRESSES: list[URLPattern] = [
    path(f"{_CHEZ}/", vues.liste, name="chez_nous_referents"),
    path(f"{_CHEZ}.csv", vues.fichier, name="referents_csv"),
    path(f"{_CHEZ}/ajouter/", vues.ajouter, name="referents_ajouter"),
    path(f"{_CHEZ}/<int:identifiant>/", vues.corriger, name="referent"),
    path(f"{_CHEZ}/<int:identifiant>/effacer/", vues.effacer, name="referents_effacer"),
]
