"""Déclaration à Django."""

from django.apps import AppConfig


class ProvenanceConfig(AppConfig):
    name = "jumelles.provenance"
    verbose_name = "Provenance"
