"""Déclaration à Django."""

from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "jumelles.comptes"
    verbose_name = "Comptes"
