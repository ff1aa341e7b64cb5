"""Emporter une liste : les fichiers, leur nom, leur âge."""
