"""Emporter un ensemble filtré : CSV, classeur, GeoJSON, JSON, flux Atom. Un moteur et une extraction, des octets.

Tout passe par le même filtre et le même moteur que la liste : mêmes fiches, mêmes colonnes, mêmes noms.
"""
