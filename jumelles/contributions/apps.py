"""Déclaration à Django."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "jumelles.contributions"
    verbose_name = "Contributions"
