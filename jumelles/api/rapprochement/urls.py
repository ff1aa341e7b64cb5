"""Les adresses du service de rapprochement."""

from django.urls import URLPattern, path, re_path

from jumelles.api.rapprochement import vues

_QUOI = r"(?P<quoi>choses|types|proprietes)$"

urlpatterns: list[URLPattern] = [
    # Des clients ôtent la barre finale de l'adresse qu'on leur donne.
    re_path(r"^api/rapprochement/?$", vues.service, name="rapprochement"),
    re_path(r"^api/rapprochement/suggerer/" + _QUOI, vues.suggerer),
    re_path(r"^api/rapprochement/bulle/" + _QUOI, vues.bulle),
    path("api/rapprochement/proprietes", vues.proprietes),
    path("api/rapprochement/apercu", vues.apercu, name="rapprochement_apercu"),
    path("api/rapprochement/fiche/<str:identifiant>", vues.fiche),
    path("api/rapprochement/types/", vues.types),
    path("api/rapprochement/types/<str:type_id>", vues.types),
]
