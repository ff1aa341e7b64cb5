"""Les adresses de l'API et de sa documentation."""

from django.urls import include, path, re_path

from jumelles.api import documentation
from jumelles.api.routes import api

urlpatterns = [
    path("api/", documentation.lire, name="api"),
    path("api/schema/", documentation.schema, name="api_schema"),
    path("api/v1/", documentation.racine, name="api_racine"),
    path("api/v1/", api.urls),
    path("", include("jumelles.api.rapprochement.urls")),
    re_path(r"^api/v1(?:/.*)?$", documentation.introuvable),
]
