"""Déclaration à Django."""

from django.apps import AppConfig


class CooperationsConfig(AppConfig):
    name = "jumelles.cooperations"
    verbose_name = "Coopérations"
