"""Les adresses des cadres : publiques, puis celles de « chez nous »."""

from django.urls import URLPattern, path

from jumelles.web.cadres import dire, vues

_PROJET = "chez-nous/<slug:code>/projets/<int:projet_id>/cadres/"

ADRESSES: list[URLPattern] = [
    path("cadres/", vues.liste, name="cadres"),
    path("cadres/<slug:code>/", vues.fiche, name="cadre"),
    path("chez-nous/<slug:code>/projets/", dire.projets_de_la_maison, name="chez_nous_projets"),
    path(_PROJET, dire.cadres_d_un_projet, name="chez_nous_cadres"),
    path(f"{_PROJET}retirer/", dire.retirer, name="chez_nous_cadre_retirer"),
]
