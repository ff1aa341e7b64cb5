"""Déclaration à Django."""

from django.apps import AppConfig


class RetombeesConfig(AppConfig):
    name = "jumelles.retombees"
    verbose_name = "Retombées"
