"""Les adresses des pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
