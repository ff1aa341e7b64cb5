"""Les adresses racine."""

from django.urls import include, path

urlpatterns = [
    path("compte/", include("allauth.urls")),
    path("", include("jumelles.api.urls")),
    path("", include("jumelles.web.urls")),
]
