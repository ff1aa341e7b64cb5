"""Déclaration à Django."""

from django.apps import AppConfig


class TachesConfig(AppConfig):
    name = "jumelles.taches"
    verbose_name = "Tâches"
