"""Déclaration à Django."""

from django.apps import AppConfig


class ConseilConfig(AppConfig):
    name = "jumelles.conseil"
    verbose_name = "Conseil"
