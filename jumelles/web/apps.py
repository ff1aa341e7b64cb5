"""Déclaration à Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jumelles.web"
    verbose_name = "Pages"
