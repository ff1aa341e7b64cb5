"""Déclaration à Django."""

from django.apps import AppConfig


class ActeursConfig(AppConfig):
    name = "jumelles.acteurs"
    verbose_name = "Acteurs"
