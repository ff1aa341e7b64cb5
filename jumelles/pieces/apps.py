"""Déclaration à Django."""

from django.apps import AppConfig


class PiecesConfig(AppConfig):
    name = "jumelles.pieces"
    verbose_name = "Pièces"
