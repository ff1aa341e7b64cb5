"""Démarrer Django avant que les mesures n'importent ses modèles."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
django.setup()
PRET = True
