"""Déclaration à Django."""

from django.apps import AppConfig


class RattachementsConfig(AppConfig):
    name = "jumelles.rattachements"
    verbose_name = "Rattachements"
