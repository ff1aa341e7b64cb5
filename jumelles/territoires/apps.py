"""Déclaration à Django."""

from django.apps import AppConfig


class TerritoiresConfig(AppConfig):
    name = "jumelles.territoires"
    verbose_name = "Territoires"
